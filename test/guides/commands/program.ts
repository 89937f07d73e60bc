import type { Command } from "../words";
import type { Call, Help } from "./call";

/** What a document's commands have to do with: the checkout, and what earlier commands of the document made. */
export interface Setting {
    checkout: string;
    /** The working directory of the commands, relative to the checkout; empty for the checkout itself. */
    folder: string;
    /** Files and folders that commands made, relative to the checkout. */
    made: Set<string>;
    cluster: ClusterNames;
}

/** What there is in a cluster that the program has filled. */
export interface ClusterNames {
    /** Every name that kubectl takes for a kind: `kafka`, `kafkas`, `svc`. */
    kinds: ReadonlySet<string>;
    /** `kafka/kafka`, `service/argocd-server`: a kind's one name, and the object's. */
    objects: ReadonlySet<string>;
    namespaces: ReadonlySet<string>;
}

/** A command, and the call that its program makes of it. */
export interface Read {
    command: Command;
    program: string;
    call: Call;
}

/** A program that the guides call. */
export interface Program {
    /** What it says of a path of its subcommands; global flags included. */
    help: (path: readonly string[]) => Promise<Help>;
    /** What is wrong with a call, beyond commands and flags that are not there. */
    check?: (call: Call, setting: Setting, command: Command) => string[] | Promise<string[]>;
}
