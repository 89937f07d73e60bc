import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../../engine";
import { differences, renderDifferences } from "../overlayDiff";
import type { DemoStage, Scene } from "../scene";

const names = ["dev", "eks"] as const;

export const customise: Scene = {
    name: "customise",
    title: "Customise",
    explanation: "The same base as another environment: what the overlays dev and eks render, side by side.",
    after: [],
    async play(on) {
        const [dev, eks] = await Promise.all([build(on, "dev"), build(on, "eks")]);
        const rows = differences(dev, eks);
        if (rows.length === 0) throw new UsageError("The overlays dev and eks render the same.");
        const text = renderDifferences(rows, names);
        on.say(text);
        const objects = new Set(rows.map(({ object }) => object));
        return {
            result: `One base, two environments: ${rows.length} fields of ${objects.size} objects differ.`,
            exhibits: [{ title: "The overlays dev and eks, side by side", text }],
        };
    },
};

async function build({ kustomize, repository }: DemoStage, name: string): Promise<string> {
    const folder = join(repository.folder, "gitops", "overlays", name);
    return (await promisify(execFile)(kustomize, ["build", folder], { maxBuffer: 16 * 1024 * 1024 })).stdout;
}
