import { ArgoCd } from "./components/argoCd";
import { BlockStorage } from "./components/blockStorage";
import { Cluster } from "./components/cluster";
import { ConfluentOperator } from "./components/confluentOperator";
import { GitOpsHandoff } from "./components/gitOpsHandoff";
import { checkExistingSubnets, Network } from "./components/network";
import { loadConfig } from "./config";
import { stackOutputs } from "./outputs";

/** The whole program. A function, so that one process can run it for one operation after another. */
async function confluentGitOps() {
    const root = __dirname;
    const config = loadConfig(root);
    const { cluster: settings, region, mirrors, secrets } = config;
    if (config.network?.source === "existing") await checkExistingSubnets(config.network);

    const network = config.network && new Network("network", { ...config.network, region });
    const cluster = new Cluster("cluster", { settings, region, network, kubeconfig: config.kubeconfig });

    // From here on every layer lives in the cluster: through its provider, after its nodes, gone before them.
    const inCluster = { providers: [cluster.provider], dependsOn: [cluster] };
    const storage = new BlockStorage("storage", cluster, inCluster);
    const confluent = new ConfluentOperator(
        "confluent",
        { settings: config.confluent, mirrors, license: secrets.confluentLicense, root },
        inCluster,
    );
    const argocd = new ArgoCd(
        "argocd",
        { settings: config.argocd, gitops: config.gitops, mirrors, secrets, root },
        inCluster,
    );

    // Last up, first down: Argo CD never meets a missing CRD, and its cascade runs while both operators live.
    new GitOpsHandoff(
        "confluent-platform",
        { settings: config.gitops, argocdNamespace: config.argocd.namespace, overlay: config.overlay, mirrors },
        { ...inCluster, dependsOn: [cluster, storage, confluent, argocd] },
    );
    return stackOutputs(config, cluster, root);
}

export = confluentGitOps;
