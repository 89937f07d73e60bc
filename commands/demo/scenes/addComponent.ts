import { type Scene, timed } from "../scene";
import { addComponents, commit, live } from "../workload";

export const addComponent: Scene = {
    name: "add-component",
    title: "Add a component",
    explanation: "One line of the overlay adds ksqlDB, and Control Center lists it.",
    after: ["deploy"],
    async play(on) {
        addComponents(on.repository, "ksqldb");
        const { value, seconds } = await timed(async () => live(on, await commit(on, "Add ksqlDB")));
        const revision = value.status?.sync?.revision ?? "";
        return {
            result: `ksqlDB runs${on.simulated ? " (simulated)" : ""}, ${seconds.toFixed(1)} s after commit ${revision.slice(0, 7)}, which added a line.`,
            measures: [{ what: "commit to live", seconds }],
        };
    },
};
