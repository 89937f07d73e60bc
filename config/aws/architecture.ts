/** Processor architectures, as EKS's AMI types spell them. */
export type Architecture = "x86_64" | "arm64";

/**
 * The architecture of an EC2 instance type, by AWS's naming
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html): a family's letters, its generation,
 * then attributes, of which `g` is AWS Graviton: m7g, c6gn, x2gd, is4gen. The families called g (g5, g6e) have GPUs
 * beside an x86 processor, unless the attribute is there too (g5g). The first Graviton, a1, and NVIDIA's Grace
 * (p6e-gb200) have names of their own.
 *
 * @param instanceType such as `m5.xlarge`
 */
export function architectureOf(instanceType: string): Architecture {
    const [family = ""] = instanceType.split(".");
    const attributes = /^[a-z]+\d+([a-z]*)/.exec(family)?.[1] ?? "";
    return family === "a1" || attributes.includes("g") || /-gb\d+$/.test(family) ? "arm64" : "x86_64";
}

/**
 * Which of EKS's images a node group takes, Amazon Linux 2023 each
 * (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType). Where none
 * is said EKS takes the one for x86, and then refuses a Graviton instance type: seen only at `pulumi up`.
 *
 * @param instanceTypes of one architecture; a list of both is refused before
 */
export function amiTypeOf(instanceTypes: readonly string[]): "AL2023_x86_64_STANDARD" | "AL2023_ARM_64_STANDARD" {
    return instanceTypes.some((type) => architectureOf(type) === "arm64")
        ? "AL2023_ARM_64_STANDARD"
        : "AL2023_x86_64_STANDARD";
}
