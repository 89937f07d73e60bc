/** A revision of the project, or the working tree, as files. */
export interface Side {
    /** Folder of Pulumi.yaml. */
    checkout: string;
    /** For readers: `56e47bb`, `the working tree`. */
    label: string;
}

export type SideName = "base" | "head";

/** What a value is: a text, the entries of a list or the lines of a text, or nothing. */
export type Value = string | readonly string[] | undefined;

/** A value that changes. Of lists and of texts with lines, each side has only what the other does not have. */
export interface ValueChange {
    /** `spec.replicas`; a resource's input in the engine's notation. */
    path: string;
    before?: Value;
    after?: Value;
    /** Whether the resource is made anew for this. */
    forces: boolean;
}

export type Operation = "replaced" | "removed" | "changed" | "added";

/** What becomes of one resource of a stack. */
export interface ResourceChange {
    op: Operation;
    /** Type token, such as `aws:ec2/vpc:Vpc`. */
    type: string;
    /** Logical name. */
    name: string;
    /** Class of the layer that it is in: `Network`. */
    layer: string;
    inputs: readonly ValueChange[];
    /** Whether the real thing stays although the stack lets go of it. */
    retained: boolean;
}

/** What becomes of one object of an overlay. */
export interface ObjectChange {
    op: Exclude<Operation, "replaced">;
    /** `Kind/name`. */
    object: string;
    fields: readonly ValueChange[];
}

/** Why one side cannot be previewed or rendered, in the words of whoever refuses. */
export interface Refusal {
    side: SideName;
    message: string;
}

/** `broken`: head is refused. `mended`: base is refused, head is not. */
export type State = "same" | "changed" | "added" | "removed" | "broken" | "mended";

/** Data that goes, or a service that is interrupted. */
export interface Loss {
    severity: "data" | "service";
    /** A stack, or one overlay or several, in Markdown. */
    where: string;
    /** What happens to what: a clause in Markdown. */
    what: string;
    /** What is lost by it: sentences. */
    lost: string;
}

export interface StackComparison {
    stack: string;
    state: State;
    refusals: readonly Refusal[];
    resources: readonly ResourceChange[];
    /** How many resources stay as they are. */
    unchanged: number;
    /** Sentences in Markdown: encrypted values that changed, warnings that head alone has. */
    notes: readonly string[];
    losses: readonly Loss[];
}

export interface OverlayComparison {
    /** From the checkout's root. */
    path: string;
    /** Set where a stack follows another overlay than before: the path that it followed. */
    basePath?: string;
    /** Stacks of head that follow it. */
    stacks: readonly string[];
    state: State;
    refusals: readonly Refusal[];
    objects: readonly ObjectChange[];
    losses: readonly Loss[];
    /** What `git revert` would not take back; left out where there is nothing. */
    final?: readonly Loss[];
}

/** What becomes of one addon, a chart that Argo CD deploys. */
export interface AddonChange {
    op: ObjectChange["op"];
    /** Of its Application. */
    name: string;
    chart: string;
    /** Of the chart. A side that does not have the addon is left out. */
    version: { before?: string; after?: string };
    /** Where the chart's releases are described. Left out for a chart that is not known here. */
    releases?: string;
    /** What else of the Application changes. */
    fields: readonly ValueChange[];
}

/** What a change does to a folder of addons. */
export interface AddonsComparison extends Omit<OverlayComparison, "objects"> {
    addons: readonly AddonChange[];
}

/** All that a change does. */
export interface Comparison {
    base: string;
    head: string;
    /** Sentences on what plays whom, and on what was not compared. */
    served: readonly string[];
    stacks: readonly StackComparison[];
    overlays: readonly OverlayComparison[];
    addons: readonly AddonsComparison[];
}
