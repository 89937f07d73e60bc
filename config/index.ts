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

/** A stack's complete, validated configuration. */
export interface Config extends Omit<Settings, "network"> {
    /** Undefined if this stack does not create the cluster. */
    network: Settings["network"] | undefined;
    /** The kubeconfig's text if `cluster.source` is `kubeconfig`. It may contain client keys. */
    kubeconfig: string | undefined;
    /** AWS region; empty if nothing from AWS is used. */
    region: string;
    /** The identity that AWS's provider uses; empty if the stack leaves that to the environment. */
    awsSignIn: AwsSignIn;
    /** The tags for everything that is created in AWS, from aws:defaultTags. */
    tags: Record<string, string>;
    secrets: Secrets;
    /** The user's values for the charts; empty if there are none. */
    charts: Facts["charts"];
    /** The folder of Pulumi.yaml; paths in the configuration are relative to it. */
    root: string;
    /** The contents of the overlay at `gitops.path` in `gitops.checkout`; undefined if there is no checkout. */
    overlay: Overlay | undefined;
    /** The contents of the folder `gitops.addons`; undefined for a stack without addons. */
    addons: Addons | undefined;
    /** The same for `gitops.teams`. */
    teams: Teams | undefined;
}

/**
 * Reads the stack's configuration, once, before any resource is created.
 *
 * @param root the folder of Pulumi.yaml; paths in the configuration are relative to it
 * @throws ConfigurationError with every problem
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
