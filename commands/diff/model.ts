/** A revision of the project, or the working tree, as files. */
export interface Side {
    /** Folder of Pulumi.yaml. */
    checkout: string;
    /** For readers: `56e47bb`, `the working tree`. */
    label: string;
}

export type SideName = "base" | "head";

/** The content of a value: a text, the entries of a list or the lines of a text, or nothing. */
export type Value = string | readonly string[] | undefined;

/** A value that changes. For lists and multi-line texts, each side contains only what the other doesn't have. */
export interface ValueChange {
    /** `spec.replicas`; a resource's input in the engine's notation. */
    path: string;
    before?: Value;
    after?: Value;
    /** Whether the resource is replaced because of this. */
    forces: boolean;
}

export type Operation = "replaced" | "removed" | "changed" | "added";

/** What happens to one resource of a stack. */
export interface ResourceChange {
    op: Operation;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    type: string;
    /** Logical name. */
    name: string;
    /** Class of its layer: `Network`. */
    layer: string;
    inputs: readonly ValueChange[];
    /** Whether the actual resource stays although it leaves the stack. */
    retained: boolean;
}

/** What happens to one object of an overlay. */
export interface ObjectChange {
    op: Exclude<Operation, "replaced">;
    /** `Kind/name`. */
    object: string;
    fields: readonly ValueChange[];
}

/** Why one side can't be previewed or rendered, as the program that refuses it says. */
export interface Refusal {
    side: SideName;
    message: string;
}

/** `broken`: head is refused. `mended`: base is refused, and head isn't. */
export type State = "same" | "changed" | "added" | "removed" | "broken" | "mended";

/** Data that is lost, or a service that is interrupted. */
export interface Loss {
    severity: "data" | "service";
    /** A stack, or one or more overlays, in Markdown. */
    where: string;
    /** What happens to which object: a clause in Markdown. */
    what: string;
    /** What is lost: sentences. */
    lost: string;
}

export interface StackComparison {
    stack: string;
    state: State;
    refusals: readonly Refusal[];
    resources: readonly ResourceChange[];
    /** How many resources don't change. */
    unchanged: number;
    /** Sentences in Markdown: encrypted values that changed, and warnings that only head has. */
    notes: readonly string[];
    losses: readonly Loss[];
}

export interface OverlayComparison {
    /** Relative to the checkout's root. */
    path: string;
    /** Set if a stack follows another overlay than before: the path of the previous one. */
    basePath?: string;
    /** Stacks of head that follow it. */
    stacks: readonly string[];
    state: State;
    refusals: readonly Refusal[];
    objects: readonly ObjectChange[];
    losses: readonly Loss[];
    /** What `git revert` can't undo. Left out if there is nothing. */
    final?: readonly Loss[];
}

/** What happens to one addon, a chart that Argo CD deploys. */
export interface AddonChange {
    op: ObjectChange["op"];
    /** The name of its Application. */
    name: string;
    chart: string;
    /** Versions of the chart. A side that doesn't have the addon is left out. */
    version: { before?: string; after?: string };
    /** Where the chart's releases are described. Left out for an unknown chart. */
    releases?: string;
    /** What else changes in the Application. */
    fields: readonly ValueChange[];
}

/** What a change does to a folder of addons. */
export interface AddonsComparison extends Omit<OverlayComparison, "objects"> {
    addons: readonly AddonChange[];
}

/** Everything that a change does. */
export interface Comparison {
    base: string;
    head: string;
    /** Sentences about what is simulated, and what was not compared. */
    served: readonly string[];
    stacks: readonly StackComparison[];
    overlays: readonly OverlayComparison[];
    addons: readonly AddonsComparison[];
}
