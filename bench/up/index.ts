import type { EngineEvent } from "@pulumi/pulumi/automation";
import { openStage, type Stage } from "../../rehearsal/stage";
import { estimatedSeconds } from "../../rehearsal/standIns/aws/delays";
import type { Section } from "../measurement";
import { quantity } from "../table";
import { criticalPath, type StateResource } from "./criticalPath";

export const title = "`pulumi up` against its critical path";

/** Seconds to wait for each second that AWS takes: small, but the engine's own seconds are still few in comparison. */
const timeScale = 0.15;

/** How long AWS's stand-in waits for a resource, in seconds; nothing else here takes time. */
const awsSeconds = ({ custom, external, type }: StateResource): number =>
    custom && !external && type.startsWith("aws:") ? estimatedSeconds(type, "create") : 0;

/** Runs `up` for the eks stack on stand-ins that take AWS's time, scaled down. @throws Error if that fails */
export async function measureUp(say: (line: string) => void): Promise<Section> {
    const stage = await openStage({
        stack: "eks",
        embedded: true,
        offline: true,
        timeScale,
        overrides: { "mirrors.charts": "test/fixtures/charts" },
    });
    try {
        say(`  up: the critical path takes about ${quantity(1000 * timeScale, "s")}`);
        const seconds = await timedUp(stage);
        const { deployment } = (await stage.engine.stack.exportStack()) as {
            deployment: { resources: StateResource[] };
        };
        const path = criticalPath(deployment.resources, awsSeconds);
        return {
            title,
            rows: [
                {
                    what: "up of the eks stack",
                    unit: "s",
                    ours: seconds,
                    against: { what: "critical path", value: path.seconds * timeScale },
                    bound: { of: "ratio", atMost: 1.05 },
                },
            ],
            notes: notesOn(path.urns, deployment.resources),
        };
    } finally {
        await stage.close();
    }
}

/** Until the engine reports that it is done; the Automation API then continues with outputs and history. */
async function timedUp({ engine }: Stage): Promise<number> {
    const started = performance.now();
    let seconds: number | undefined;
    const onEvent = ({ summaryEvent }: EngineEvent) => {
        if (summaryEvent) seconds = (performance.now() - started) / 1000;
    };
    await engine.stack.up({ onEvent });
    if (seconds === undefined) throw new Error("The engine did not say when it was done.");
    return seconds;
}

function notesOn(urns: readonly string[], resources: readonly StateResource[]): string[] {
    const chain = resources
        .filter((resource) => urns.includes(resource.urn) && awsSeconds(resource) > 0)
        .sort((one, other) => urns.indexOf(one.urn) - urns.indexOf(other.urn))
        .map((resource) => `${resource.type.split(":").at(-1)} ${awsSeconds(resource)}`);
    return [
        `The real engine, without the preview that it can do before, of ${resources.length} resources on an embedded ` +
            `control plane, AWS played by stand-ins that take ${timeScale} of the seconds that AWS is estimated to take ` +
            "(`rehearsal/standIns/aws/delays.ts`).",
        "The critical path is the longest chain of those seconds through the dependencies in the stack's state; who " +
            "depends on a component waits for all that it makes. What the engine, the program and the API server take " +
            "comes on top, and is not scaled down: on AWS it is a smaller part of the whole.",
        `The chain, in AWS's seconds: ${chain.join(", ")}.`,
    ];
}
