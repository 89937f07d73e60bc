import type { Finding, ResourceRule } from "../rule";
import { at, isTrue, list, shown, text, unknown, type Value } from "../values";

/** Provisioners whose volumes are EBS's: the CSI driver's, EKS Auto Mode's, and the one that Kubernetes once had. */
const ebs = ["ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs"];

/** By type, the properties that have to be true. */
const demands: Readonly<Record<string, (props: Value) => Record<string, Value>>> = {
    "aws:ebs/volume:Volume": (props) => ({ encrypted: at(props, "encrypted") }),
    "aws:efs/fileSystem:FileSystem": (props) => ({ encrypted: at(props, "encrypted") }),
    "aws:ec2/launchTemplate:LaunchTemplate": (props) => ofDevices(props, "blockDeviceMappings", ["ebs", "encrypted"]),
    "aws:ec2/instance:Instance": (props) => ({
        "rootBlockDevice.encrypted": at(props, "rootBlockDevice", "encrypted"),
        ...(at(props, "ebsBlockDevices") !== undefined && ofDevices(props, "ebsBlockDevices", ["encrypted"])),
    }),
    "kubernetes:storage.k8s.io/v1:StorageClass": (props) =>
        ebs.includes(text(at(props, "provisioner")))
            ? { "parameters.encrypted": at(props, "parameters", "encrypted") }
            : {},
};

/** A template that maps no device leaves the root volume as the image has it, which is not encrypted. */
function ofDevices(props: Value, key: string, path: readonly string[]): Record<string, Value> {
    const devices = list(at(props, key));
    if (devices.length === 0) return { [key]: at(props, key) };
    return Object.fromEntries(
        devices.flatMap((device, index) =>
            at(device, "noDevice") === undefined && at(device, "virtualName") === undefined
                ? [[`${key}[${index}].${path.join(".")}`, at(device, ...path)]]
                : [],
        ),
    );
}

export const encryptedVolumes: ResourceRule = {
    name: "encrypted-volumes",
    description: "Every disk, file system and StorageClass of EBS is encrypted.",
    types: /^(aws:(ebs|efs|ec2)\/(volume|fileSystem|launchTemplate|instance):|kubernetes:storage\.k8s\.io\/v1:StorageClass$)/,
    check: ({ type, props }) =>
        Object.entries(demands[type]?.(props) ?? {})
            .filter(([, value]) => !isTrue(value) && value !== unknown)
            .map(([key, value]): Finding => ({
                wrong: `${key} is ${shown(value)}`,
                allowed: "encrypted volumes alone",
                remedy: key.endsWith("encrypted")
                    ? `Set ${key} to true`
                    : `Map the root volume in ${key}, with encrypted set to true`,
            })),
};
