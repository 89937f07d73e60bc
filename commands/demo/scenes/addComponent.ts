import { type Scene, timed } from "../scene";
import { commit, edit, live, overlay } from "../workload";

const kustomization = `${overlay}/kustomization.yaml`;
/** The line above which it comes: sizes are patches, so they stand below what they size. */
const sizes = "  - ../../components/size-small\n";

export const addComponent: Scene = {
    name: "add-component",
    title: "Add a component",
    explanation: "One line of the overlay adds ksqlDB, and Control Center lists it.",
    after: ["deploy"],
    async play(on) {
        edit(on.repository, kustomization, sizes, `  - ../../components/ksqldb\n${sizes}`);
        const { value, seconds } = await timed(async () => live(on, await commit(on, "Add ksqlDB")));
        const revision = value.status?.sync?.revision ?? "";
        return {
            result: `ksqlDB runs${on.simulated ? " (simulated)" : ""}, ${seconds.toFixed(1)} s after commit ${revision.slice(0, 7)}, which added a line.`,
            measures: [{ what: "commit to live", seconds }],
        };
    },
};
