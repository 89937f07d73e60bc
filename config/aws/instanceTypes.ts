import table from "./instanceTable.json";
import { architectureOf } from "./architecture";

/** The resources of an instance type, and what pods on EKS can use. */
export interface InstanceSize {
    type: string;
    /** The machine's vCPU, in thousandths, and memory, in MiB. */
    cpu: number;
    memory: number;
    /** What is available for pods, in the same units, and the maximum number of pods. */
    allocatable: { cpu: number; memory: number; pods: number };
}

/**
 * Sizes by family: vCPU and MiB from AWS's API (the table ec2_instance_types.go of the Cluster Autoscaler, August 2026),
 * and how many pods get an address from the VPC CNI (its misc/eni-max-pods.txt, August 2026). Types with GPUs and bare
 * metal types are left out.
 */
const families: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = table;

/** The types of a family. */
const sizesOf = (family: string): [type: string, entry: readonly number[]][] =>
    Object.entries(families[family] ?? {}).map(([size, entry]) => [`${family}.${size}`, entry]);

/**
 * @param type such as `m5.xlarge`
 * @param guess `least`: no node has less, so whatever fits here fits there; `most`: no node has more, so whatever doesn't
 * fit here fits nowhere
 * @returns undefined for a type that is not in the table
 */
export function instanceSizeOf(type: string, guess: "least" | "most" = "least"): InstanceSize | undefined {
    const [family = "", size = ""] = type.split(".");
    const [cpus, memory, addresses] = families[family]?.[size] ?? [];
    if (cpus === undefined || memory === undefined || addresses === undefined) return undefined;
    const cpu = cpus * 1000;
    const pods = Math.min(addresses, cpus < 30 ? 110 : 250);
    const [overhead, reserved] = guess === "least" ? [karpentersOverhead, addresses] : [pagesOverhead, pods];
    return {
        type,
        cpu,
        memory,
        allocatable: {
            cpu: cpu - reservedCpu(cpu),
            memory: Math.floor(memory * (1 - overhead)) - reservedMemory(reserved) - evictionThreshold,
            pods,
        },
    };
}

/** The next larger type of the family, with the same processor. Undefined for the largest. */
export function nextLarger(type: string): string | undefined {
    const [family = ""] = type.split(".");
    const all = sizesOf(family);
    const own = all.find(([name]) => name === type);
    const larger = all.filter(([, [cpus = 0]]) => cpus > (own?.[1][0] ?? Infinity));
    return larger.sort(([, [one = 0]], [, [other = 0]]) => one - other)[0]?.[0];
}

/** All families, for suggesting a name. */
export const instanceFamilies: readonly string[] = Object.keys(families);

/** In the notation of Kubernetes' label. */
export const kubernetesArchitectureOf = (type: string): "amd64" | "arm64" =>
    architectureOf(type) === "arm64" ? "arm64" : "amd64";

/**
 * CPU that EKS's images reserve for the kubelet, in thousandths: 6 % of the first core, 1 % of the second, 0.5 % of the
 * next two, 0.25 % of all others (awslabs/amazon-eks-ami, nodeadm/internal/kubelet/config.go, getCPUMillicoresToReserve).
 */
function reservedCpu(cpu: number): number {
    const bounds = [0, 1000, 2000, 4000, Infinity];
    return [600, 100, 50, 25].reduce((sum, share, index) => {
        const within = Math.min(cpu, bounds[index + 1] ?? cpu) - (bounds[index] ?? 0);
        return sum + Math.floor((Math.max(within, 0) * share) / 10_000);
    }, 0);
}

/**
 * The share of an instance's memory that its hypervisor and kernel use, which the kubelet doesn't see. Most types use less,
 * but whatever is said to fit has to fit (Karpenter's default of --vm-memory-overhead-percent,
 * https://karpenter.sh/docs/reference/settings/).
 */
const karpentersOverhead = 0.075;

/**
 * The share that the kernel uses on any machine for its page structures: 64 bytes for each 4 KiB
 * (https://docs.kernel.org/mm/vmemmap_dedup.html).
 */
const pagesOverhead = 64 / 4096;

/**
 * Memory that the images reserve, in MiB, by the number of addresses (the same file, GetMemoryMebibytesToReserve), or by
 * the number of pods if they are configured so (its feature gate MemoryLimitMaxPods).
 */
const reservedMemory = (addresses: number): number => 11 * addresses + 255;

/** Below this, in MiB, the kubelet evicts pods (the same file, evictionHard), so it isn't allocatable either. */
const evictionThreshold = 100;
