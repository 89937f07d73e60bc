import assert from "node:assert/strict";
import { partitionOf } from "../../../config/aws/partition";

describe("the partition of a region", () => {
    for (const [region, partition] of Object.entries({
        "eu-central-1": "aws",
        "us-east-1": "aws",
        "mx-central-1": "aws",
        "us-gov-west-1": "aws-us-gov",
        "us-gov-east-1": "aws-us-gov",
        "cn-north-1": "aws-cn",
        "cn-northwest-1": "aws-cn",
        "us-iso-east-1": "aws-iso",
        "us-isob-east-1": "aws-iso-b",
        "eu-isoe-west-1": "aws-iso-e",
        "us-isof-south-1": "aws-iso-f",
        "eusc-de-east-1": "aws-eusc",
    })) {
        it(`${region} is ${partition}`, () => assert.equal(partitionOf(region), partition));
    }
});
