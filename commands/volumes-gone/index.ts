import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, KubernetesApi, KubernetesError } from "../../kubernetes";
import { age } from "../frame/age";
import { type LeftVolume, volumesLeft } from "./left";
import { givenUp, summary } from "./words";

export interface VolumesGoneOptions {
    /** Signs in. Called again when a sign-in has expired: EKS's tokens are valid for 15 minutes. */
    connect: () => Connection;
    say: (line: string) => void;
    /** How long to wait, in milliseconds. */
    patienceMs: number;
    /** Whether a cluster that doesn't answer counts as one without volumes. */
    isLost: boolean;
    /** How long to retry if a server doesn't answer, in milliseconds. Default: a minute. */
    silenceMs?: number;
    /** Receives what is left when waiting ends, or an empty list. Default: ignored. */
    onEnd?: (left: readonly LeftVolume[]) => void;
}

const pollMs = 2_000;
/** How often the same message is repeated, with its new age. */
const repeatMs = 60_000;

/**
 * Waits until no volume of the stack's StorageClass is left that should be deleted with its claim.
 *
 * @returns whether none is left
 * @throws KubernetesError if the server refuses, or no longer answers
 */
export async function volumesGone(options: VolumesGoneOptions): Promise<boolean> {
    const { say, patienceMs, isLost, silenceMs = 60_000, onEnd } = options;
    const began = new Date();
    const server = new Server(options.connect, silenceMs);
    let said = { what: "", at: 0 };
    try {
        for (;;) {
            const left = await server.left();
            const now = new Date();
            const isOver = now.getTime() - began.getTime() >= patienceMs;
            if (isOver || left.length === 0) onEnd?.(left);
            if (left.length === 0) {
                say("No volume of the stack's StorageClass is left.");
                return true;
            }
            if (isOver) {
                say(givenUp(left, age(began.toISOString(), now), now));
                return false;
            }
            const what = substance(left);
            if (what !== said.what || now.getTime() - said.at >= repeatMs) {
                say(summary(left, now));
                said = { what, at: now.getTime() };
            }
            await sleep(pollMs);
        }
    } catch (error) {
        if (!(isLost && error instanceof KubernetesError && error.code === 0)) throw error;
        onEnd?.([]);
        say(`The volumes could not be checked: ${error.message}.`);
        return true;
    } finally {
        server.close();
    }
}

/** The remaining volumes, without their age. */
const substance = (left: readonly LeftVolume[]): string => JSON.stringify(left);

/** The API server, across expired sign-ins and interrupted connections. */
class Server {
    private api: KubernetesApi | undefined;

    constructor(
        private readonly connect: () => Connection,
        private readonly silenceMs: number,
    ) {}

    async left(): Promise<LeftVolume[]> {
        for (const end = Date.now() + this.silenceMs; ;) {
            const isFresh = this.api === undefined;
            try {
                this.api ??= new KubernetesApi(this.connect());
                return await volumesLeft(this.api);
            } catch (error) {
                this.close();
                if (!(error instanceof KubernetesError)) throw error;
                const hasRunOut = error.code === 401 && !isFresh;
                const isSilent = [0, 429, 500, 502, 503, 504].includes(error.code) && Date.now() < end;
                if (!hasRunOut && !isSilent) throw error;
                if (isSilent) await sleep(pollMs);
            }
        }
    }

    close(): void {
        this.api?.close();
        this.api = undefined;
    }
}
