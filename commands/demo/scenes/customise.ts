import { join } from "node:path";
import { UsageError } from "../../../base/error";
import { buildOverlay } from "../../../rehearsal/overlays/build";
import { differences } from "../../../rehearsal/overlays/differences";
import { renderDifferences } from "../overlayDiff";
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

const build = ({ kustomize, repository }: DemoStage, name: string): Promise<string> =>
    buildOverlay(kustomize, join(repository.folder, "gitops/platform/overlays", name));
