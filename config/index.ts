import * as pulumi from "@pulumi/pulumi";
import { type AwsSignIn, readAwsSignIn } from "./aws/awsSignIn";
import { check } from "./check";
import type { Addons } from "./workload/addons";
import type { Teams } from "./workload/teams";
import type { Overlay } from "./workload/overlay";
import { ConfigurationError } from "./problems";
import type { Facts } from "./rules/rule";
import type { Secrets, Settings } from "./schema";
import { readStack } from "./stack";
import { readTags } from "./aws/tags";

export { ConfigurationError } from "./problems";

/** A stack's configuration, whole and checked. */
export interface Config extends Omit<Settings, "network"> {
    /** Undefined where the cluster is not made by this stack. */
    network: Settings["network"] | undefined;
    /** The kubeconfig's text where `cluster.source` is `kubeconfig`. It may hold client keys. */
    kubeconfig: string | undefined;
    /** AWS region; empty where nothing of AWS is used. */
    region: string;
    /** As whom AWS's provider acts; empty where the stack leaves that to the environment. */
    awsSignIn: AwsSignIn;
    /** What all that is made of AWS is tagged with, by aws:defaultTags. */
    tags: Record<string, string>;
    secrets: Secrets;
    /** The user's values of the charts; empty where there are none. */
    charts: Facts["charts"];
    /** The folder of Pulumi.yaml; paths in the configuration are relative to it. */
    root: string;
    /** What the overlay at `gitops.path` holds, in `gitops.checkout`; undefined where that is none. */
    overlay: Overlay | undefined;
    /** What the folder `gitops.addons` holds; undefined for a stack without addons. */
    addons: Addons | undefined;
    /** The same of `gitops.teams`. */
    teams: Teams | undefined;
}

/**
 * Reads the stack's configuration, once, before any resource.
 *
 * @param root the folder of Pulumi.yaml; paths in the configuration are relative to it.
 * @throws ConfigurationError with everything that is wrong.
 */
export function loadConfig(root: string): Config {
    const { problems, warnings, facts, kubeconfig } = check(readStack(root));
    const { region, aws, written: _, ...settings } = facts;
    if (problems.length > 0) throw new ConfigurationError(problems);
    for (const warning of warnings) void pulumi.log.warn(warning);
    return {
        ...settings,
        kubeconfig,
        region: region ?? "",
        awsSignIn: readAwsSignIn(aws).signIn,
        tags: readTags(aws).tags,
        root,
    };
}
