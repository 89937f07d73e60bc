/**
 * The kubernetes stand-in: it really applies objects to the API server in the provider resource's kubeconfig.
 * applied.ts handles objects, release.ts Helm releases, and chart.ts charts.
 */
import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { Change, Constructed, Session, StandIn, State, Subject } from "../provider";
import type { PropertyMap } from "../values";
import { AppliedObjects } from "./applied";
import { CHART, chart } from "./chart";
import { clusterOf, providerDifference, type Cluster } from "./cluster";
import type { ResourceHandler } from "./handler";
import { imagined } from "./imagined";
import { RELEASE, Releases } from "./release";

export interface KubernetesOptions {
    readonly version: string;
    /** Path of helm; without it, Releases and Charts are rejected. */
    readonly helm?: string;
    /** Text of the kubeconfig of the API server that stands in for the EKS cluster. */
    readonly kubeconfig?: string;
    /** Whether the cluster is only imagined (imagined.ts). */
    readonly imagined?: boolean;
}

class KubernetesSession implements Session {
    private cluster: Cluster = clusterOf({}, undefined);
    private readonly cancelled = new AbortController();
    private readonly objects: ResourceHandler;
    private readonly releases: ResourceHandler;

    constructor(private readonly options: KubernetesOptions) {
        const cluster = (): Cluster => this.cluster;
        const playing = options.imagined === true ? imagined : (handler: ResourceHandler) => handler;
        this.objects = playing(new AppliedObjects(cluster, this.cancelled.signal));
        this.releases = playing(new Releases(options.helm, cluster, this.cancelled.signal));
    }

    cancel(): void {
        this.cancelled.abort();
    }

    diffConfig(olds: PropertyMap, news: PropertyMap) {
        return providerDifference(olds, news);
    }

    configure(config: PropertyMap): void {
        this.cluster.api?.close();
        const { api, ...cluster } = clusterOf(config, this.options.kubeconfig);
        this.cluster = api === undefined || this.options.imagined === true ? cluster : { api, ...cluster };
    }

    check(subject: Subject, olds: PropertyMap, news: PropertyMap) {
        return this.of(subject).check(subject, olds, news);
    }

    diff(subject: Subject, oldInputs: PropertyMap, news: PropertyMap, olds: PropertyMap) {
        return this.of(subject).diff(subject, oldInputs, news, olds);
    }

    create(subject: Subject, inputs: PropertyMap, change: Change) {
        return this.of(subject).create(subject, inputs, change);
    }

    read(subject: Subject, id: string, state: PropertyMap, inputs: PropertyMap) {
        return this.of(subject).read(subject, id, state, inputs);
    }

    update(subject: Subject, old: State, news: PropertyMap, change: Change) {
        return this.of(subject).update(subject, old, news, change);
    }

    delete(subject: Subject, id: string, state: PropertyMap, change: Change) {
        return this.of(subject).delete(subject, id, state, change);
    }

    invoke(token: string): PropertyMap {
        throw new Error(`the kubernetes stand-in does not play the function ${token}`);
    }

    construct(type: string, name: string, inputs: Inputs, options: ComponentResourceOptions): Promise<Constructed> {
        if (type !== CHART) {
            return Promise.reject(
                new Error(`the kubernetes stand-in does not play the component ${type}; it plays ${CHART}`),
            );
        }
        const { helm, imagined = false } = this.options;
        return chart(name, inputs, options, { helm, imagined, namespace: this.cluster.namespace });
    }

    private of({ type }: Subject): ResourceHandler {
        return type === RELEASE ? this.releases : this.objects;
    }
}

export function kubernetesStandIn(options: KubernetesOptions): StandIn {
    return { name: "kubernetes", version: options.version, open: () => new KubernetesSession(options) };
}
