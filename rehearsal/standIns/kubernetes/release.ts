/**
 * `kubernetes:helm.sh/v3:Release`: a real Helm release, installed by the real helm.
 *
 * Never with --wait or --atomic, even if the program sets them: no pods run on the embedded control plane, so nothing
 * would ever become ready. Hooks run, and a hook that needs a pod fails after its timeout.
 */
import { digits } from "../aws/facts";
import { difference } from "../diff";
import type { Change, CheckOutcome, State, Subject } from "../provider";
import { UNKNOWN, known, markSecretsLike, reveal, type Json, type JsonObject, type PropertyMap } from "../values";
import type { Cluster } from "./cluster";
import type { ResourceHandler } from "./handler";
import { HelmError, chartArguments, helm, type HelmCall } from "./helm";
import { nameOfId, project } from "./objects";

export const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Helm's JSON for a release, from `install` and `upgrade`. */
interface HelmRelease {
    readonly name: string;
    readonly namespace: string;
    /** The revision. */
    readonly version: number;
    readonly info: { readonly status: string };
    readonly chart?: { readonly metadata?: { name?: string; version?: string; appVersion?: string } };
}

/** Helm's JSON for a release, from `get metadata`. */
interface HelmMetadata {
    readonly name: string;
    readonly namespace: string;
    readonly revision: number;
    readonly status: string;
    readonly chart: string;
    /** The chart's. */
    readonly version: string;
    readonly appVersion?: string;
}

interface ReleaseInputs {
    readonly name: string;
    readonly namespace: string;
    readonly chart: string;
    readonly version?: string;
    readonly repositoryOpts?: JsonObject;
    readonly values?: Json;
    readonly skipCrds?: boolean;
    readonly createNamespace?: boolean;
    /** Seconds. */
    readonly timeout?: number;
}

function statusOf({ name, namespace, version, info, chart }: HelmRelease): PropertyMap {
    return {
        name,
        namespace,
        status: info.status,
        revision: version,
        chart: chart?.metadata?.name ?? "",
        version: chart?.metadata?.version ?? "",
        appVersion: chart?.metadata?.appVersion ?? "",
    };
}

export class Releases implements ResourceHandler {
    constructor(
        private readonly binary: string | undefined,
        private readonly cluster: () => Cluster,
        private readonly signal: AbortSignal,
    ) {}

    check({ name, urn }: Subject, olds: PropertyMap, news: PropertyMap): CheckOutcome {
        const named = { name: olds.name ?? `${name.toLowerCase()}-${digits(urn, 8)}` };
        return { inputs: { ...named, namespace: this.cluster().namespace, ...news } };
    }

    /** Creates the new one first, like the real provider (`Diff` in its provider/pkg/provider/helm_release.go). */
    diff(_subject: Subject, olds: PropertyMap, news: PropertyMap) {
        return { changes: difference(olds, news, ["name", "namespace"]) };
    }

    async create(_subject: Subject, inputs: PropertyMap, { preview, timeoutSeconds }: Change): Promise<State> {
        if (preview) {
            return { id: "", state: { ...inputs, status: UNKNOWN } };
        }
        const state = await this.install(inputs, timeoutSeconds);
        const { name, namespace } = reveal(inputs) as unknown as ReleaseInputs;
        return { id: `${namespace}/${name}`, state };
    }

    /** A different version of the chart, and values that differ from the stack's, are drift; additional values are not. */
    async read(_subject: Subject, id: string, state: PropertyMap, inputs: PropertyMap): Promise<State | undefined> {
        const { name, namespace = "default" } = nameOfId(id);
        try {
            const of = [name, "--namespace", namespace, "--output", "json"];
            const metadata = JSON.parse(await this.helm(["get", "metadata", ...of])) as HelmMetadata;
            const { namespace: at, status: is, revision, chart, version, appVersion = "" } = metadata;
            const status = { name: metadata.name, namespace: at, status: is, revision, chart, version, appVersion };
            const live = JSON.parse(await this.helm(["get", "values", ...of])) as Json;
            const shape = known(inputs.values);
            const own = {
                ...(inputs.version === undefined ? {} : { version }),
                ...(shape === undefined ? {} : { values: markSecretsLike(inputs.values, project(shape, live) ?? {}) }),
            };
            return { id, state: { ...state, ...own, status }, inputs: { ...inputs, ...own } };
        } catch (error) {
            if (error instanceof HelmError && error.message.includes("release: not found")) {
                return undefined;
            }
            throw error;
        }
    }

    async update(_subject: Subject, _old: State, news: PropertyMap, { preview, timeoutSeconds }: Change) {
        return preview ? { ...news, status: UNKNOWN } : this.install(news, timeoutSeconds);
    }

    async delete(_subject: Subject, id: string, _state: PropertyMap, { timeoutSeconds }: Change): Promise<void> {
        const { name, namespace = "default" } = nameOfId(id);
        const limit = timeoutSeconds === undefined ? [] : ["--timeout", `${Math.ceil(timeoutSeconds)}s`];
        await this.helm(["uninstall", name, "--namespace", namespace, "--ignore-not-found", "--wait", ...limit]);
    }

    private async install(inputs: PropertyMap, timeoutSeconds?: number): Promise<PropertyMap> {
        const asked = known(inputs) as unknown as ReleaseInputs;
        const limit = asked.timeout ?? timeoutSeconds;
        const args = [
            "upgrade",
            "--install",
            asked.name,
            ...chartArguments(asked),
            ...["--namespace", asked.namespace],
            ...(asked.createNamespace === true ? ["--create-namespace"] : []),
            ...(asked.skipCrds === true ? ["--skip-crds"] : []),
            ...(limit === undefined ? [] : ["--timeout", `${Math.ceil(limit)}s`]),
            ...["--output", "json"],
        ];
        const told = await this.helm(args, asked.values === undefined ? {} : { values: asked.values });
        return { ...inputs, status: statusOf(JSON.parse(told) as HelmRelease) };
    }

    private helm(args: readonly string[], more: Partial<HelmCall> = {}): Promise<string> {
        const { kubeconfig, context, why } = this.cluster();
        if (why !== "") {
            throw new Error(`cannot reach the cluster: ${why}`);
        }
        return helm(args, {
            helm: this.binary,
            kubeconfig,
            ...(context === undefined ? {} : { context }),
            signal: this.signal,
            ...more,
        });
    }
}
