import type { Report } from "./shape";

const width = 20;

const missed =
    "All of them would fit, but the scheduler, which places one pod after another and moves none, didn't find the way. It may find it another time.";
const nowhere = "They can't all be placed on these nodes.";
const notKnown = "It is not known whether all of them can be placed.";

/** The nodes and their pods, for people. */
export function render(
    { overlay, fits, asks, nodes, waiting, couldFit, wouldFit, notCounted }: Report,
    isCluster = false,
): string {
    const verdict = fits
        ? `${overlay} fits: every pod has a node.`
        : `${overlay} does not fit: ${waiting.length === 1 ? "a pod waits" : `${waiting.length} pods wait`}.`;
    const lines = [
        verdict,
        `It requests ${cpuText(asks.cpu)}, ${memoryText(asks.memory)} in ${asks.pods} pods.`,
        "",
        ...nodes.flatMap((node) => [
            `${node.name}  ${[node.type, node.zone].filter(Boolean).join(", ")}`.trimEnd(),
            `    CPU     ${bar(node.taken.cpu, node.allocatable.cpu)}  ${cpuText(node.taken.cpu)} of ${cpuText(node.allocatable.cpu)}`,
            `    memory  ${bar(node.taken.memory, node.allocatable.memory)}  ${memoryText(node.taken.memory)} of ${memoryText(node.allocatable.memory)}`,
            `    pods    ${node.taken.pods} of ${node.allocatable.pods}: ${podsText(node.pods, isCluster)}`,
        ]),
    ];
    if (waiting.length > 0) {
        lines.push("", "These pods wait, and the scheduler says why:");
        for (const { name, cpu, memory, why } of waiting) {
            lines.push(`    ${name} (${cpuText(cpu)}, ${memoryText(memory)})`, `        ${why}`);
        }
        lines.push("", couldFit === null ? notKnown : couldFit ? missed : nowhere);
        if (isCluster) lines.push("To try other nodes, leave out --from-cluster, and pass them with --nodes.");
        else if (wouldFit.length === 0)
            lines.push(
                "Up to three more nodes of each type, or up to three sizes larger, would not be sufficient either.",
            );
        for (const { nodes: list, what } of wouldFit) lines.push(`This would fit, ${what}: --nodes ${list}`);
    }
    if (notCounted.length > 0)
        lines.push("", `Not counted, because this command doesn't know their pods: ${notCounted.join(", ")}.`);
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
