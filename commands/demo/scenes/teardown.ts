import { UsageError } from "../../../base/error";
import { operate } from "../operation";
import { type DemoStage, type Scene, timed } from "../scene";
import { confluentObjects, workloadNamespace } from "../workload";

/** Resources of the stack, in the order in which they have to be deleted. */
const first = "confluent-platform-application";
const last = "confluent-platform-namespace";

export const teardown: Scene = {
    name: "teardown",
    title: "Teardown",
    explanation:
        "pulumi destroy: the Application first, while both operators still run to clean up, and the namespace last.",
    after: ["deploy"],
    async play(on) {
        const { stack, recorder } = on;
        const { value: gone, seconds } = await timed(() => operate(stack, "destroy", recorder));
        if (gone[0] !== first || gone.at(-1) !== last) {
            throw new UsageError(`pulumi destroy deleted ${gone.join(", ")}: ${first} has to be first, ${last} last.`);
        }
        const left = await leftovers(on);
        if (left.length > 0) throw new UsageError(`Left over: ${left.join(", ")}.`);
        // Operators that aren't part of the stack are removed when nothing needs them any more.
        await on.endOperator();
        return {
            result: "Nothing left in the state or on the server: no object, no finalizer, nothing in Terminating.",
            measures: [{ what: "pulumi destroy", seconds }],
        };
    },
};

async function leftovers({ api, stack }: DemoStage): Promise<string[]> {
    const namespace = await api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, workloadNamespace);
    const { deployment } = (await stack.exportStack()) as {
        deployment: { resources?: { urn: string }[] };
    };
    return [
        ...(await confluentObjects(api)).map(({ kind, metadata }) => `${kind} ${metadata.name}`),
        ...(namespace ? [`Namespace ${workloadNamespace}`] : []),
        ...(deployment.resources ?? []).map(({ urn }) => `${urn.split("::").at(-1)} in the state`),
    ];
}
