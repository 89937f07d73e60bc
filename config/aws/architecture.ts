/** Processor architectures, as in EKS's AMI types. */
export type Architecture = "x86_64" | "arm64";

/**
 * The architecture of an EC2 instance type, from AWS's naming convention
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html): the letters of a family, its generation,
 * then attributes, of which `g` means AWS Graviton: m7g, c6gn, x2gd, is4gen. The families called g (g5, g6e) have GPUs and
 * an x86 processor, unless they also have the attribute (g5g). The first Graviton, a1, and NVIDIA's Grace (p6e-gb200) have
 * special names.
 *
 * @param instanceType such as `m5.xlarge`
 */
export function architectureOf(instanceType: string): Architecture {
    const [family = ""] = instanceType.split(".");
    const attributes = /^[a-z]+\d+([a-z]*)/.exec(family)?.[1] ?? "";
    return family === "a1" || attributes.includes("g") || /-gb\d+$/.test(family) ? "arm64" : "x86_64";
}

/**
 * The EKS image for a node group, always Amazon Linux 2023
 * (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType). Without one,
 * EKS uses the image for x86, and then rejects a Graviton instance type, which shows up only during `pulumi up`.
 *
 * @param instanceTypes of one architecture; a mixed list has been rejected before
 */
export function amiTypeOf(instanceTypes: readonly string[]): "AL2023_x86_64_STANDARD" | "AL2023_ARM_64_STANDARD" {
    return instanceTypes.some((type) => architectureOf(type) === "arm64")
        ? "AL2023_ARM_64_STANDARD"
        : "AL2023_x86_64_STANDARD";
}
