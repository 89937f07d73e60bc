/** The awsx and eks stand-ins, which only serve components. */
import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import { packageVersion } from "../packages";
import type { CheckOutcome, Constructed, Session, StandIn, Subject } from "../provider";
import { difference } from "../diff";
import type { PropertyMap } from "../values";
import { cluster } from "./cluster";
import { nodeGroup } from "./nodeGroup";
import { registerReferences } from "./references";
import { vpc } from "./vpc";

type Constructor = (name: string, inputs: Inputs, options: ComponentResourceOptions) => Constructed;

class ComponentsOnly implements Session {
    readonly acceptsOutputs = true;

    constructor(
        private readonly pkg: string,
        private readonly constructors: Readonly<Record<string, Constructor>>,
    ) {}

    construct(type: string, name: string, inputs: Inputs, options: ComponentResourceOptions): Promise<Constructed> {
        const constructor = this.constructors[type];
        if (constructor === undefined) {
            return Promise.reject(this.unknown(`component ${type}`, Object.keys(this.constructors)));
        }
        return Promise.resolve(constructor(name, inputs, options));
    }

    check({ type }: Subject): CheckOutcome {
        throw this.unknown(`resource ${type}`, Object.keys(this.constructors));
    }

    diff(_subject: Subject, olds: PropertyMap, news: PropertyMap) {
        return { changes: difference(olds, news) };
    }

    create({ type }: Subject): Promise<never> {
        return Promise.reject(this.unknown(`resource ${type}`, Object.keys(this.constructors)));
    }

    read(): Promise<undefined> {
        return Promise.resolve(undefined);
    }

    update({ type }: Subject): Promise<never> {
        return Promise.reject(this.unknown(`resource ${type}`, Object.keys(this.constructors)));
    }

    delete(): Promise<void> {
        return Promise.resolve();
    }

    invoke(token: string): PropertyMap {
        throw this.unknown(`function ${token}`, []);
    }

    private unknown(what: string, played: readonly string[]): Error {
        const plays = played.length === 0 ? "none" : played.join(", ");
        return new Error(`the ${this.pkg} stand-in does not play the ${what}; it plays ${plays}`);
    }
}

export function awsxStandIn(): StandIn {
    const constructors = { "awsx:ec2:Vpc": vpc };
    return { name: "awsx", version: packageVersion("awsx"), open: () => new ComponentsOnly("awsx", constructors) };
}

/** @param kubeconfig text of the kubeconfig of the API server that stands in for every cluster, if any */
export function eksStandIn(kubeconfig: string | undefined): StandIn {
    registerReferences();
    const constructors: Record<string, Constructor> = {
        "eks:index:Cluster": (name, inputs, options) => cluster(name, inputs, options, kubeconfig),
        "eks:index:ManagedNodeGroup": nodeGroup,
    };
    return { name: "eks", version: packageVersion("eks"), open: () => new ComponentsOnly("eks", constructors) };
}
