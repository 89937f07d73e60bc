import type { Report } from "./shape";

const width = 20;

const missed =
    "There is a way to place all of them: the scheduler, which places one pod after the other and moves none, missed it. It may not another time.";
const nowhere = "There is no way to place all of them on these nodes.";
const notKnown = "Whether there is any way to place all of them was not found out.";

/** The nodes and what is on them, for people. */
export function render(
    { overlay, fits, asks, nodes, waiting, couldFit, wouldFit, notCounted }: Report,
    isCluster = false,
): string {
    const verdict = fits
        ? `${overlay} fits: every pod has a node.`
        : `${overlay} does not fit: ${waiting.length === 1 ? "a pod waits" : `${waiting.length} pods wait`}.`;
    const lines = [
        verdict,
        `It asks for ${cpuText(asks.cpu)}, ${memoryText(asks.memory)} in ${asks.pods} pods.`,
        "",
        ...nodes.flatMap((node) => [
            `${node.name}  ${[node.type, node.zone].filter(Boolean).join(", ")}`.trimEnd(),
            `    CPU     ${bar(node.taken.cpu, node.allocatable.cpu)}  ${cpuText(node.taken.cpu)} of ${cpuText(node.allocatable.cpu)}`,
            `    memory  ${bar(node.taken.memory, node.allocatable.memory)}  ${memoryText(node.taken.memory)} of ${memoryText(node.allocatable.memory)}`,
            `    pods    ${node.taken.pods} of ${node.allocatable.pods}: ${podsText(node.pods, isCluster)}`,
        ]),
    ];
    if (waiting.length > 0) {
        lines.push("", "These wait, and the scheduler says why:");
        for (const { name, cpu, memory, why } of waiting) {
            lines.push(`    ${name} (${cpuText(cpu)}, ${memoryText(memory)})`, `        ${why}`);
        }
        lines.push("", couldFit === null ? notKnown : couldFit ? missed : nowhere);
        if (isCluster) lines.push("To ask about other nodes, leave out --from-cluster, and name them by --nodes.");
        else if (wouldFit.length === 0)
            lines.push("Up to three more nodes of each type, or three sizes larger, would not do either.");
        for (const { nodes: list, what } of wouldFit) lines.push(`This would fit, ${what}: --nodes ${list}`);
    }
    if (notCounted.length > 0)
        lines.push("", `Not counted, because their pods are not known here: ${notCounted.join(", ")}.`);
    return lines.join("\n");
}

function bar(taken: number, all: number): string {
    const filled = Math.min(width, Math.round((taken / all) * width));
    return "█".repeat(filled) + "░".repeat(width - filled);
}

function podsText(pods: Report["nodes"][number]["pods"], isCluster: boolean): string {
    const own = pods.filter(({ isPlatform }) => isPlatform).map(({ name }) => name);
    const others = pods.length - own.length;
    return [
        ...own,
        ...(others > 0 ? [isCluster ? `${others} others` : `${others} of EKS, the operator and Argo CD`] : []),
    ].join(", ");
}

export const cpuText = (thousandths: number): string => `${round(thousandths / 1000)} CPU`;
export const memoryText = (mebibytes: number): string => `${round(mebibytes / 1024)} GiB`;
const round = (value: number): string => String(Math.round(value * 100) / 100);
