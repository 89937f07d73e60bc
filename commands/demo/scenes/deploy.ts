import { UsageError } from "../../../base/error";
import type { Track } from "../recording";
import { operate } from "../operation";
import { type Scene, timed } from "../scene";
import { live } from "../workload";

export const deploy: Scene = {
    name: "deploy",
    title: "Deploy",
    explanation:
        "pulumi up creates the namespace and the Application; Argo CD then deploys the platform, wave by wave.",
    after: [],
    async play(on) {
        const { stack, repository, recorder } = on;
        const up = await timed(() => operate(stack, "up", recorder));
        const revision = await repository.head();
        const synced = await timed(() => live(on, revision));
        const waves = wavesOf(recorder.tracks());
        const early = tooEarly(waves);
        if (early) throw new UsageError(early);
        const again = await operate(stack, "up", recorder);
        if (again.length > 0) throw new UsageError(`A second pulumi up changed ${again.join(", ")}.`);
        const numbers = waves.map(({ wave }) => wave).join(", ");
        return {
            result: `Synced and Healthy; waves ${numbers}, each begun when the one before was healthy. A second up changes nothing.`,
            measures: [
                { what: "pulumi up", seconds: up.seconds },
                { what: "Application made to Synced and Healthy", seconds: synced.seconds },
            ],
        };
    },
};

interface Wave {
    wave: number;
    /** When its first object was created, and when its last one became healthy, in milliseconds. */
    begun: number;
    healthy: number;
}

/** When each wave of the platform began and ended. */
export function wavesOf(tracks: readonly Track[]): Wave[] {
    const ofWorkload = tracks.filter(
        ({ wave, spans }) => wave !== undefined && spans.some(({ state }) => state !== "gone"),
    );
    const numbers = [...new Set(ofWorkload.map(({ wave = 0 }) => wave))].sort((a, b) => a - b);
    return numbers.map((wave) => {
        const members = ofWorkload.filter((track) => track.wave === wave);
        const healthy = (track: Track) => track.spans.find(({ state }) => state === "healthy")?.from ?? Infinity;
        return {
            wave,
            begun: Math.min(...members.map(({ spans }) => spans[0]?.from ?? Infinity)),
            healthy: Math.max(...members.map(healthy)),
        };
    });
}

/** Says which wave didn't wait for the previous one. Undefined if all of them did. */
export function tooEarly(waves: readonly Wave[]): string | undefined {
    if (waves.length < 2) return `There are ${waves.length} sync waves, so nothing sets the order.`;
    const at = waves.findIndex(({ begun }, index) => begun < (waves[index - 1]?.healthy ?? 0));
    const [before, late] = [waves[at - 1], waves[at]];
    if (!before || !late) return undefined;
    return `Wave ${late.wave} began at ${late.begun} ms, before wave ${before.wave} was healthy at ${before.healthy} ms.`;
}
