import { cpuText, memoryText } from "./render";
import type { Report } from "./shape";

type Node = Report["nodes"][number];

const card = { width: 460, height: 150, gap: 16 };
const track = { left: 84, width: 352, height: 34 };

/** Colours that also differ for people with colour blindness, and on paper. */
const colours: Readonly<Record<string, string>> = {
    Kafka: "#0b5394",
    KRaftController: "#6fa8dc",
    Zookeeper: "#6fa8dc",
    SchemaRegistry: "#e69138",
    Connect: "#38761d",
    ControlCenter: "#8e63ce",
    KsqlDB: "#bf9000",
    KafkaRestProxy: "#a64d79",
};
const others = "#9e9e9e";

/** A picture of the nodes: how much of each is used, and by what. */
export function svgOf(report: Report): string {
    const columns = Math.min(2, Math.max(1, report.nodes.length));
    const rows = Math.ceil(report.nodes.length / columns);
    const width = columns * (card.width + card.gap) + card.gap;
    const below = 60 + rows * (card.height + card.gap);
    const height = below + 24 * (report.waiting.length + 2);
    const title = `${report.overlay} ${report.fits ? "fits" : "does not fit"}: ${cpuText(report.asks.cpu)}, ${memoryText(report.asks.memory)} in ${report.asks.pods} pods`;
    const cards = report.nodes.map((node, index) => {
        const x = card.gap + (index % columns) * (card.width + card.gap);
        const y = 50 + Math.floor(index / columns) * (card.height + card.gap);
        return `<g transform="translate(${x} ${y})">${cardOf(node)}</g>`;
    });
    const waiting = report.waiting.map(({ name, why }, index) =>
        text(card.gap, below + 24 * (index + 1), `${name} waits: ${why}`, "#b00020"),
    );
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" role="img">`,
        `<title>${escaped(title)}</title>`,
        `<rect width="100%" height="100%" fill="#ffffff"/>`,
        text(card.gap, 30, title, "#111111", 16),
        ...cards,
        ...waiting,
        legend(report, below + 24 * (report.waiting.length + 1)),
        "</svg>",
        "",
    ].join("\n");
}

function cardOf(node: Node): string {
    return [
        `<rect width="${card.width}" height="${card.height}" rx="6" fill="#f6f8fa" stroke="#c8ccd0"/>`,
        text(12, 24, `${node.name}, ${node.zone}`, "#111111"),
        ...bar(node, "cpu", 40, `${cpuText(node.taken.cpu)} of ${cpuText(node.allocatable.cpu)}`),
        ...bar(node, "memory", 96, `${memoryText(node.taken.memory)} of ${memoryText(node.allocatable.memory)}`),
    ].join("");
}

function bar(node: Node, of: "cpu" | "memory", y: number, label: string): string[] {
    const scale = track.width / node.allocatable[of];
    let x = track.left;
    const parts = [...node.pods]
        .sort((one, other) => other[of] - one[of])
        .map((pod) => {
            const width = pod[of] * scale;
            const part = `<rect x="${fixed(x)}" y="${y}" width="${fixed(width)}" height="${track.height}" fill="${colourOf(pod)}" stroke="#ffffff" stroke-width="0.5"><title>${escaped(`${pod.name}: ${of === "cpu" ? cpuText(pod.cpu) : memoryText(pod.memory)}`)}</title></rect>`;
            x += width;
            return part;
        });
    return [
        text(12, y + 22, of === "cpu" ? "CPU" : "memory", "#111111"),
        `<rect x="${track.left}" y="${y}" width="${track.width}" height="${track.height}" fill="#e3e6e9"/>`,
        ...parts,
        text(track.left, y + track.height + 14, label, "#444444", 11),
    ];
}

function legend({ nodes }: Report, y: number): string {
    const kinds = [...new Set(nodes.flatMap(({ pods }) => pods.map(kindOf)))];
    return kinds
        .map((kind, index) => {
            const x = card.gap + index * 130;
            return `<rect x="${x}" y="${y - 11}" width="12" height="12" fill="${colours[kind] ?? others}"/>${text(x + 18, y, kind, "#111111", 11)}`;
        })
        .join("");
}

const kindOf = ({ of, isPlatform }: Node["pods"][number]): string => {
    const [kind = ""] = of.split(" ");
    return isPlatform && kind in colours ? kind : "others";
};
const colourOf = (pod: Node["pods"][number]): string => colours[kindOf(pod)] ?? others;
const fixed = (value: number): string => value.toFixed(1);
const text = (x: number, y: number, words: string, fill: string, size = 13): string =>
    `<text x="${x}" y="${y}" fill="${fill}" font-size="${size}">${escaped(words)}</text>`;
const escaped = (words: string): string =>
    words.replace(/[&<>"]/g, (found) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[found] ?? found);
