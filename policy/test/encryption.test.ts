import { encryptedSecrets } from "../rules/encryptedSecrets";
import { encryptedVolumes } from "../rules/encryptedVolumes";
import { unknown, type Value } from "../values";
import { judges } from "./table";

const template = "aws:ec2/launchTemplate:LaunchTemplate";
const storageClass = "kubernetes:storage.k8s.io/v1:StorageClass";
const cluster = "aws:eks/cluster:Cluster";
const key = "aws:kms/key:Key";

const mapping = (...encrypted: Value[]): Value => ({
    blockDeviceMappings: encrypted.map((one) => ({ deviceName: "/dev/xvda", ebs: { encrypted: one } })),
});

describe("the policy encrypted-volumes", () => {
    judges(encryptedVolumes, [
        ["an encrypted volume", "aws:ebs/volume:Volume", { encrypted: true }],
        ["a volume that says nothing", "aws:ebs/volume:Volume", { size: 10 }, /encrypted is not set/],
        ["an encrypted file system", "aws:efs/fileSystem:FileSystem", { encrypted: true }],
        ["a file system that says nothing", "aws:efs/fileSystem:FileSystem", {}, /encrypted is not set/],
        ["a template whose devices are encrypted", template, mapping("true", "true")],
        [
            "a template whose second device is not",
            template,
            mapping("true", "false"),
            /\[1\]\.ebs\.encrypted is "false"/,
        ],
        ["a template that maps no device", template, {}, /blockDeviceMappings is not set.*Map the root volume/],
        ["a template that takes a device away", template, { blockDeviceMappings: [{ noDevice: "" }] }],
        ["what only the update will tell", template, mapping(unknown)],
        ["an instance with an encrypted root", "aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: true } }],
        ["an instance that says nothing", "aws:ec2/instance:Instance", {}, /rootBlockDevice\.encrypted is not set/],
        [
            "an instance with another disk in the clear",
            "aws:ec2/instance:Instance",
            { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "/dev/sdb" }] },
            /ebsBlockDevices\[0\]\.encrypted is not set/,
        ],
        [
            "a class of encrypted volumes",
            storageClass,
            { provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } },
        ],
        [
            "a class of EBS that says nothing",
            storageClass,
            { provisioner: "ebs.csi.aws.com" },
            /parameters\.encrypted is not set/,
        ],
        ["a class that is not of EBS", storageClass, { provisioner: "rancher.io/local-path" }],
    ]);
});

describe("the policy encrypted-secrets", () => {
    const encryption = (keyArn: Value, resources: Value): Value => ({
        encryptionConfig: { provider: { keyArn }, resources },
    });
    judges(encryptedSecrets, [
        ["a cluster with a key, though its ARN is not known yet", cluster, encryption(unknown, ["secrets"])],
        ["a cluster without", cluster, {}, /encryptionConfig is not set/],
        ["a cluster whose key is for nothing", cluster, encryption("arn:aws:kms:x", []), /resources/],
        ["a key that is rotated", key, { enableKeyRotation: true }],
        ["a key that is not", key, {}, /enableKeyRotation is not set.*Set enableKeyRotation to true/],
        ["a key that cannot be rotated, for signing", key, { customerMasterKeySpec: "RSA_2048" }],
    ]);
});
