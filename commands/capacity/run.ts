import { writeFileSync } from "node:fs";
import { podsOf } from "../../config/capacity/pods";
import { systemPods } from "../../config/capacity/systemPods";
import { openScheduler } from "../../rehearsal/scheduler";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { overlayOf } from "../frame/overlay";
import { nodesOf } from "./nodes";
import { render } from "./render";
import { reportOf } from "./report";
import { suggest } from "./suggest";
import { svgOf } from "./svg";

export interface Flags {
    overlay?: string;
    nodes?: string;
    stack?: string;
    svg?: string;
    json?: boolean;
}

export async function run({ overlay: name, nodes: list, stack, svg, json }: Flags): Promise<number> {
    const overlay = overlayOf(name === undefined ? { stack } : { overlay: name });
    const nodes = nodesOf({ list, stack });
    const { pods, unknown } = podsOf(overlay.resources, overlay.namespace);
    const all = [...systemPods(), ...pods];
    const stage = await openScheduler();
    try {
        const placement = await stage.place(nodes, all);
        const fits = placement.every(({ node }) => node !== undefined);
        const wouldFit = fits ? undefined : await suggest(stage, nodes, all);
        const report = reportOf({ overlay: overlay.path, nodes, placement, unknown, wouldFit });
        if (svg !== undefined) writeFileSync(svg, svgOf(report));
        if (json) printJson(report);
        else console.log(render(report));
        return fits ? exitCodes.done : exitCodes.finding;
    } finally {
        await stage.close();
    }
}
