import type { Command } from "../words";
import type { Call, Help } from "./call";

/** What a document's commands depend on: the checkout, and what earlier commands of the document created. */
export interface Setting {
    checkout: string;
    /** The working directory of the commands, relative to the checkout; empty for the checkout itself. */
    folder: string;
    /** Files and folders that commands created, relative to the checkout. */
    made: Set<string>;
    cluster: ClusterNames;
}

/** The contents of a cluster that the program has set up. */
export interface ClusterNames {
    /** Every name that kubectl accepts for a kind: `kafka`, `kafkas`, `svc`. */
    kinds: ReadonlySet<string>;
    /** `kafka/kafka`, `service/argocd-server`: one name of a kind, and the object's. */
    objects: ReadonlySet<string>;
    namespaces: ReadonlySet<string>;
}

/** A command, and the call as its program reads it. */
export interface Read {
    command: Command;
    program: string;
    call: Call;
}

/** A program that the guides call. */
export interface Program {
    /** The help for a path of its subcommands, including global flags. */
    help: (path: readonly string[]) => Promise<Help>;
    /** Problems with a call other than unknown commands and flags. */
    check?: (call: Call, setting: Setting, command: Command) => string[] | Promise<string[]>;
}
