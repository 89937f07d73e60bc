import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import type { Config } from "../config";
import { ConfigurationError } from "../config/problems";

/** Set to `true` for one `up`, it says that the cluster is the old one with a new certificate authority. */
const override = "CLUSTER_IS_THE_SAME";

/**
 * Refuses to go on where a kubeconfig's context leads to another cluster than at the last deployment: one made anew under
 * the old name, or a wrong one. Its objects would count as there, and as unchanged.
 *
 * A cluster is known by the certificate of its authority: k3d, kind and EKS make one with each cluster, and a new address
 * leaves it as it is. Where a kubeconfig holds none, nothing is compared.
 *
 * @throws ConfigurationError that names both, before anything is made
 */
export async function checkSameCluster({ cluster, kubeconfig }: Pick<Config, "cluster" | "kubeconfig">): Promise<void> {
    if (cluster.source !== "kubeconfig" || kubeconfig === undefined || process.env[override] === "true") return;
    const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    // What StackReference reads as well; it would be a resource of the stack.
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
        outputs?: { kubeconfig?: unknown };
    };
    const before = outputs?.kubeconfig;
    const [old, now] = [typeof before === "string" ? before : undefined, kubeconfig].map((text) =>
        clusterOf(text, cluster.context),
    );
    if (!old || !now || old.authority === now.authority) return;
    throw new ConfigurationError([
        {
            key: "cluster.context",
            value: cluster.context,
            reason:
                `it leads to another cluster than at the last deployment: ${describe(now)}, and before ` +
                `${describe(old)}. What the stack has made is not there`,
            allowed: "the cluster that the stack was deployed to",
            fix:
                `where it is the wrong one, name the right context or kubeconfig. Where the old cluster is gone: ` +
                `pulumi stack rm ${pulumi.getStack()} --force --preserve-config, then pulumi stack init ${pulumi.getStack()}. ` +
                `Where it is the old one with a new authority: ${override}=true pulumi up, once`,
        },
    ]);
}

interface Identity {
    server: string;
    /** SHA-256 of the certificate. */
    authority: string;
}

const describe = ({ server, authority }: Identity): string => `${server} (authority ${authority.slice(0, 12)})`;

interface Kubeconfig {
    contexts?: { name: string; context?: { cluster?: string } }[];
    clusters?: { name: string; cluster?: { server?: string; "certificate-authority-data"?: string } }[];
}

/** The cluster that a context of a kubeconfig leads to; undefined where its authority is not in the text. */
export function clusterOf(kubeconfig: string | undefined, context: string): Identity | undefined {
    if (kubeconfig === undefined) return undefined;
    const { contexts, clusters } = (parse(kubeconfig) ?? {}) as Kubeconfig;
    const name = contexts?.find((entry) => entry.name === context)?.context?.cluster;
    const { server = "", "certificate-authority-data": data } = clusters?.find((it) => it.name === name)?.cluster ?? {};
    return data ? { server, authority: createHash("sha256").update(data).digest("hex") } : undefined;
}
