/** What a stand-in implements; service.ts connects it to gRPC. */
import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { Difference } from "./diff";
import type { PropertyMap } from "./values";

export interface CheckOutcome {
    readonly inputs: PropertyMap;
    readonly failures?: readonly { readonly property: string; readonly reason: string }[];
}

/** The resource that a call is about. */
export interface Subject {
    readonly urn: string;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
}

export interface Change {
    /** True in a preview: nothing may be created, and what only the cloud knows is unknown. */
    readonly preview: boolean;
    /** Seconds from `customTimeouts`, undefined if not set. */
    readonly timeoutSeconds?: number;
    /** Shows a line beside the resource, until the next one. */
    readonly say?: (line: string) => void;
}

export interface State {
    readonly id: string;
    readonly state: PropertyMap;
    /** The inputs that would lead to this state; only needed for a read. */
    readonly inputs?: PropertyMap;
}

/** The resource exists, but did not reach the desired state: the engine keeps it and marks it as failed. */
export class PartialFailure extends Error {
    constructor(
        readonly made: State,
        readonly reasons: readonly string[],
    ) {
        super(reasons.join("; "));
    }
}

/** A configured provider instance: the engine opens a connection for each provider resource. */
export interface Session {
    /** The engine cancels: whatever waits should end. */
    cancel?(): void;
    checkConfig?(news: PropertyMap): CheckOutcome;
    diffConfig?(olds: PropertyMap, news: PropertyMap): Difference;
    configure?(config: PropertyMap): void;
    check(subject: Subject, olds: PropertyMap, news: PropertyMap): Promise<CheckOutcome> | CheckOutcome;
    diff(subject: Subject, oldInputs: PropertyMap, news: PropertyMap, olds: PropertyMap): Difference;
    create(subject: Subject, inputs: PropertyMap, change: Change): Promise<State>;
    /** Undefined if the resource is gone. */
    read(subject: Subject, id: string, state: PropertyMap, inputs: PropertyMap): Promise<State | undefined>;
    update(subject: Subject, old: State, news: PropertyMap, change: Change): Promise<PropertyMap>;
    delete(subject: Subject, id: string, state: PropertyMap, change: Change): Promise<void>;
    invoke(token: string, args: PropertyMap): PropertyMap;
    /**
     * Whether the engine passes values with their dependencies, and with each part that is known. The SDK's own server
     * for components, `pulumi.provider.main`, sets this.
     */
    readonly acceptsOutputs?: boolean;
    /** Implemented by providers that serve remote components. */
    construct?(type: string, name: string, inputs: Inputs, options: ComponentResourceOptions): Promise<Constructed>;
}

/** A remote component's URN and outputs. */
export interface Constructed {
    readonly urn: Inputs[string];
    readonly state: Inputs;
}

export interface StandIn {
    readonly name: string;
    /** The version of the npm package that this stands in for. */
    readonly version: string;
    open(): Session;
}
