import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import type { Config } from "../../config";
import { ConfigurationError } from "../../config/problems";

/** Set to `true` for one `up` to confirm that the cluster is the same one with a new certificate authority. */
const override = "CLUSTER_IS_THE_SAME";

/**
 * Refuses to continue if the stack's cluster is a different one from the last deployment: it was recreated under the
 * old name, or is the wrong one. Its objects would count as present and unchanged. A cluster is identified by the
 * certificate of its authority: k3d, kind and EKS generate one for each cluster, and it stays the same if the address
 * changes. If there is none to compare, a different address causes a warning. A cluster that this stack creates is in
 * its state.
 *
 * @param last outputs of the last deployment
 * @throws ConfigurationError that names both, before anything is created
 */
export async function checkSameCluster(
    config: Pick<Config, "cluster" | "kubeconfig">,
    last: Readonly<Record<string, unknown>>,
): Promise<void> {
    const before = last.kubeconfig;
    if (typeof before !== "string" || process.env[override] === "true") return;
    const taken = await clusterTaken(config);
    const [old, now] = [clusterOf(before, taken?.name), taken?.identity];
    if (!taken || !old || !now || (old.authority && old.authority === now.authority)) return;
    if (!old.authority || !now.authority) {
        if (old.server !== now.server) void pulumi.log.warn(unseen(taken, old, now));
        return;
    }
    throw new ConfigurationError([
        {
            key: taken.key,
            value: taken.name,
            reason:
                `it leads to another cluster than at the last deployment: ${describe(now)}, and before ` +
                `${describe(old)}. What the stack has created is not there`,
            allowed: "the cluster that the stack was deployed to",
            fix:
                `if it is the wrong one, set the right ${taken.what}. If the old cluster is gone: ` +
                `pulumi stack rm ${pulumi.getStack()} --force --preserve-config, then pulumi stack init ${pulumi.getStack()}. ` +
                `If it is the old one with a new authority: ${override}=true pulumi up, once`,
        },
    ]);
}

interface Taken {
    /** The configuration key that names it, what its value is, and the value, which is also the name of its context. */
    key: string;
    what: string;
    name: string;
    identity: Identity | undefined;
}

/** The existing cluster that the stack uses; undefined for one that it creates. */
async function clusterTaken({
    cluster,
    kubeconfig,
}: Pick<Config, "cluster" | "kubeconfig">): Promise<Taken | undefined> {
    if (cluster.source === "kubeconfig") {
        const { context: name } = cluster;
        return { key: "cluster.context", what: "context or kubeconfig", name, identity: clusterOf(kubeconfig, name) };
    }
    if (cluster.source !== "existing") return undefined;
    const { name } = cluster;
    const { endpoint: server, certificateAuthorities } = await aws.eks.getCluster({ name });
    const authority = fingerprint(certificateAuthorities[0]?.data);
    return { key: "cluster.name", what: "cluster, account or region", name, identity: { server, authority } };
}

interface Identity {
    server: string;
    /** SHA-256 of the certificate; undefined if there is none. */
    authority: string | undefined;
}

const fingerprint = (certificate: string | undefined): string | undefined =>
    certificate ? createHash("sha256").update(certificate).digest("hex") : undefined;

const describe = ({ server, authority = "none" }: Identity): string =>
    `${server} (authority ${authority.slice(0, 12)})`;

const unseen = ({ key, name }: Taken, old: Identity, now: Identity): string =>
    `${key} ${name} leads to ${describe(now)}, and before to ${describe(old)}: without an authority, the program cannot tell whether that is ` +
    "the same cluster. If it is another one, what the stack has created is not there.";

interface Kubeconfig {
    contexts?: { name: string; context?: { cluster?: string } }[];
    clusters?: { name: string; cluster?: { server?: string; "certificate-authority-data"?: string } }[];
}

/** The cluster that a context in a kubeconfig refers to; undefined if there is no such context. */
function clusterOf(kubeconfig: string | undefined, context: string | undefined): Identity | undefined {
    if (kubeconfig === undefined) return undefined;
    const { contexts, clusters } = (parse(kubeconfig) ?? {}) as Kubeconfig;
    const name = contexts?.find((entry) => entry.name === context)?.context?.cluster;
    const { server, "certificate-authority-data": data } = clusters?.find((it) => it.name === name)?.cluster ?? {};
    return server ? { server, authority: fingerprint(data) } : undefined;
}
