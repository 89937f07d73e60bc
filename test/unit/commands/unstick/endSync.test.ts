import assert from "node:assert/strict";
import { KubernetesError, type KubernetesApi, type KubernetesObject } from "../../../../kubernetes";
import { type ObjectReference, referenceTo } from "../../../../commands/unstick/facts";
import { findingOn } from "../../../../commands/unstick/finding";
import { mend } from "../../../../commands/unstick/remedy";
import { live } from "./facts";

interface OperationState {
    phase: string;
    startedAt: string;
}
type Change = Pick<KubernetesObject, "metadata"> & { status: { operationState: Partial<OperationState> | null } };

/** What Argo CD does of an Application's operationState whenever it has been read. */
type ArgoCd = (state: OperationState) => OperationState;

const since = "2026-11-24T11:40:00Z";

/** An API server with one Application, that is syncing, and Argo CD beside it. */
class Played {
    readonly told: (string | null | undefined)[] = [];
    refresh: unknown;
    private version = 1;
    private state: OperationState | null = { phase: "Running", startedAt: since };

    constructor(private readonly argoCd: ArgoCd) {}

    get application(): KubernetesObject {
        const application = live("Application", "confluent-platform", "argocd", "argoproj.io/v1alpha1");
        const metadata = { ...application.metadata, uid: "1", resourceVersion: String(this.version) };
        return { ...application, metadata, status: { operationState: this.state } };
    }

    get = (): Promise<KubernetesObject> => {
        const seen = this.application;
        if (this.state) this.write(this.argoCd(this.state));
        return Promise.resolve(seen);
    };

    merge = (_: ObjectReference, _namespace: string, _name: string, change: Change): Promise<void> => {
        const { resourceVersion, annotations } = change.metadata;
        if (resourceVersion !== String(this.version)) return Promise.reject(new KubernetesError("conflict", 409));
        const { operationState } = change.status;
        this.told.push(operationState && operationState.phase);
        this.refresh = annotations?.["argocd.argoproj.io/refresh"];
        this.write(operationState && { phase: "", startedAt: since, ...this.state, ...operationState });
        return Promise.resolve();
    };

    private write(state: OperationState | null): void {
        if (JSON.stringify(state) !== JSON.stringify(this.state)) this.version++;
        this.state = state;
    }
}

describe("unstick, when it ends a sync", () => {
    const end = async (argoCd: ArgoCd, change: object = {}) => {
        const played = new Played(argoCd);
        const finding = findingOn(played.application, {
            since,
            keeper: "waiting for healthy state of platform.confluent.io/ControlCenter/controlcenter",
            why: "",
            waitsFor: "controller",
            remedy: { action: "endSync", consequence: "" },
        });
        const object = { ...referenceTo(played.application), ...change };
        await mend(played as unknown as KubernetesApi, { ...finding, object });
        return played;
    };
    const obeys: ArgoCd = (state) => (state.phase === "Terminating" ? { ...state, phase: "Failed" } : state);

    it("tells Argo CD to end it, and then to forget it and to refresh", async () => {
        const { told, refresh } = await end(obeys);
        assert.deepEqual(told, ["Terminating", null]);
        assert.equal(refresh, "normal");
    });

    it("tells it again if Argo CD was working on it, and overwrote the request", async () => {
        let times = 0;
        const { told } = await end((state) => {
            if (state.phase !== "Terminating" || times++ > 0) return obeys(state);
            return { ...state, phase: "Running" };
        });
        assert.deepEqual(told, ["Terminating", "Terminating", null]);
    });

    const left: [string, ArgoCd, object?][] = [
        ["has begun another meanwhile", (state) => ({ ...state, startedAt: "2026-11-24T11:59:00Z" })],
        ["has come to an end with it by itself", (state) => ({ ...state, phase: "Succeeded" })],
        ["has the Application as another one of the same name", obeys, { uid: "2" }],
    ];
    for (const [what, argoCd, change] of left) {
        it(`removes no record if Argo CD ${what}`, async () => {
            const { told } = await end(argoCd, change);
            assert.ok(!told.includes(null), told.join());
        });
    }
});
