import type { Operator, PlayOptions } from "./operator";
import type { ControlPlane } from "../controlPlane";
import { isNotFound, type KubernetesApi, KubernetesError } from "../../kubernetes";
import { ClusterLinks } from "./clusterLinks";
import { OperatorDeployment } from "./deployment";
import { type Faults, playFaults } from "./faults";
import { Kwok } from "./kwok";
import { Linker } from "./linker";
import { confluentVersion, playedKinds, stagesFor } from "./stages";

/** How often to look for kinds whose CRD has been created, in milliseconds. */
const lookMs = 500;

/** How soon to retry a rejected step, and for how long before it counts as an error, in milliseconds. */
const againMs = 200;
const insistMs = 30_000;

/** Makes kwok and the linker simulate what is wanted: nothing, only the nodes, or the operator too. */
export class Player implements Operator {
    private readonly deployment: OperatorDeployment;
    private readonly kwok: Kwok;
    private readonly slowness: number;
    private linker: Linker | undefined;
    private readonly links: ClusterLinks | undefined;
    private served: string[] = [];
    /** The kinds that are currently simulated; `undefined` if nothing is. */
    private playing: string | undefined;
    private isHalted = false;
    private turn: Promise<void> = Promise.resolve();
    private looking: Promise<void> = Promise.resolve();
    private timer: NodeJS.Timeout | undefined;

    constructor(
        controlPlane: ControlPlane,
        private readonly api: KubernetesApi,
        { kwok, slowness = 1, kafkaRest }: PlayOptions,
    ) {
        this.kwok = new Kwok(controlPlane, kwok);
        this.slowness = slowness;
        this.links = kafkaRest === undefined ? undefined : new ClusterLinks(api, kafkaRest);
        this.deployment = new OperatorDeployment(api, () => void this.adjust().catch(() => undefined));
    }

    async open(install: boolean): Promise<void> {
        await insist(() => this.lookForKinds());
        if (install) await this.deployment.make();
        await this.deployment.follow();
        await insist(() => this.adjust());
        this.lookAgainLater();
    }

    async stop(): Promise<void> {
        this.isHalted = true;
        await this.adjust();
        await this.deployment.scale(0);
    }

    async start(): Promise<void> {
        await this.deployment.scale(1);
        this.isHalted = false;
        await insist(() => this.adjust());
    }

    falter(): Faults {
        return playFaults(this.api, this.served);
    }

    async close(): Promise<void> {
        this.isHalted = true;
        clearTimeout(this.timer);
        await this.looking;
        clearTimeout(this.timer);
        await this.deployment.close();
        await this.adjust();
        this.api.close();
    }

    /** Changes what is simulated to what is wanted; calls are handled one after the other. */
    private adjust(): Promise<void> {
        const next = this.turn.then(() => this.play());
        this.turn = next.catch(() => undefined);
        return next;
    }

    private async play(): Promise<void> {
        const kinds = this.deployment.isPresent ? this.served : [];
        const wanted = this.isHalted ? undefined : kinds.join();
        if (wanted !== undefined && wanted === this.playing) return this.kwok.revive();
        this.playing = undefined;
        await this.kwok.stop();
        await this.linker?.stop();
        await this.links?.stop();
        this.linker = undefined;
        if (wanted === undefined) return;
        // The links come before kwok, which acts on them as soon as it runs.
        this.linker = new Linker(this.api);
        await this.linker.start(kinds);
        await this.kwok.play(stagesFor(kinds, this.slowness));
        if (kinds.includes("ClusterLink")) this.links?.start();
        this.playing = wanted;
    }

    private lookAgainLater(): void {
        this.timer = setTimeout(() => {
            this.looking = this.lookAgain();
        }, lookMs).unref();
    }

    private async lookAgain(): Promise<void> {
        try {
            // CRDs are created one after the other, and each change of kinds requires a restart, so this waits for the
            // last one.
            if (!(await this.lookForKinds())) await this.adjust();
        } catch {
            // The API server may be unreachable; the next attempt follows.
        }
        this.lookAgainLater();
    }

    /** @returns whether there are new ones */
    private async lookForKinds(): Promise<boolean> {
        const before = this.served.length;
        for (const kind of playedKinds()) {
            if (this.served.includes(kind)) continue;
            try {
                await this.api.resourceFor(confluentVersion, kind);
                this.served.push(kind);
            } catch (error) {
                if (!isNotFound(error)) throw error;
            }
        }
        return this.served.length > before;
    }
}

/** Requests for a kind whose CRD was just created are rejected for a second or so: "storage is (re)initializing". */
async function insist(step: () => Promise<unknown>): Promise<void> {
    const limit = Date.now() + insistMs;
    for (;;) {
        try {
            await step();
            return;
        } catch (error) {
            if (!(error instanceof KubernetesError) || Date.now() > limit) throw error;
            await new Promise((wake) => setTimeout(wake, againMs));
        }
    }
}
