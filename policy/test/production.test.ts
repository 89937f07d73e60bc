import assert from "node:assert/strict";
import { isProduction, stackOf } from "../production";
import { deletionProtectionInProd } from "../rules/deletionProtectionInProd";
import { protectedInProd } from "../rules/protectedInProd";
import { retainedVolumesInProd } from "../rules/retainedVolumesInProd";
import type { Resource } from "../rule";
import { said, seen } from "./seen";
import { judges, type Row } from "./table";

const cluster = "aws:eks/cluster:Cluster";
const storageClass = "kubernetes:storage.k8s.io/v1:StorageClass";

it("takes a stack for production by a part of its name", () => {
    const names = ["prod", "production", "eu-prod", "prod-2", "eu-production-blue"];
    const others = ["dev", "product", "preprod", "nonprod", "prods", "eks", "prod2", ""];
    assert.deepEqual(names.filter(isProduction), names);
    assert.deepEqual(others.filter(isProduction), []);
    assert.equal(
        stackOf("urn:pulumi:eu-prod::confluent-gitops::a:b:C$aws:ec2/vpc:Vpc::network::with-colons"),
        "eu-prod",
    );
});

describe("the policy retained-volumes-in-prod", () => {
    const rows: Row[] = [
        ["a class that keeps", storageClass, { reclaimPolicy: "Retain" }],
        ["a class that deletes", storageClass, { reclaimPolicy: "Delete" }, /reclaimPolicy is "Delete"/],
        ["a class that says nothing", storageClass, {}, /reclaimPolicy is not set/],
    ];
    judges(retainedVolumesInProd, rows, "prod");
});

describe("the policy deletion-protection-in-prod", () => {
    judges(
        deletionProtectionInProd,
        [
            ["a guarded cluster", cluster, { deletionProtection: true }],
            ["one that is not", cluster, { deletionProtection: false }, /deletionProtection is false/],
            ["one that says nothing", cluster, {}, /deletionProtection is not set/],
        ],
        "prod",
    );
});

describe("the policy protected-in-prod", () => {
    const stack = (isProtected: boolean, name: string): Resource[] => {
        const make = (type: string, own: string, parent?: string) =>
            seen(type, {}, { name: own, stack: name, isProtected, parent });
        return [
            make("aws:ec2/vpc:Vpc", "vpc"),
            make("aws:ec2/subnet:Subnet", "subnet"),
            make(cluster, "cluster"),
            make("aws:kms/key:Key", "key"),
            make("kubernetes:core/v1:Namespace", "operators", "platform:argocd:ArgoCd"),
            make("kubernetes:core/v1:Namespace", "workload", "platform:gitops:GitOpsHandoff"),
        ];
    };
    const unprotected = (isProtected: boolean, name: string): string[] =>
        stack(isProtected, name)
            .filter((resource) => said(protectedInProd, resource).length > 0)
            .map((resource) => resource.name);

    it("asks it of what holds data, and of nothing else", () =>
        assert.deepEqual(unprotected(false, "prod"), ["vpc", "cluster", "key", "workload"]));
    it("is content where it is set", () => assert.deepEqual(unprotected(true, "prod"), []));
    it("asks it of no other stack", () => assert.deepEqual(unprotected(false, "dev"), []));
});
