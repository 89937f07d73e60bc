import { ArgoCd } from "./components/argoCd";
import { BlockStorage } from "./components/blockStorage";
import { Cluster } from "./components/cluster";
import { asksForServices, ClusterServices } from "./components/clusterServices";
import { ConfluentOperator } from "./components/confluentOperator";
import { GitOpsAddons } from "./components/gitOpsAddons";
import { GitOpsHandoff } from "./components/gitOpsHandoff";
import { GitOpsTeams } from "./components/gitOpsTeams";
import { rolesAsAllowed } from "./components/iam";
import { Network } from "./components/network";
import { whatIsThere } from "./components/whatIsThere";
import { loadConfig } from "./config";
import { stackOutputs } from "./components/outputs";

/** The whole program. A function, so that one process can run it for one operation after another. */
async function confluentGitOps() {
    const config = loadConfig(__dirname);
    const there = await whatIsThere(config);

    const network = config.network && new Network("network", { ...config, ...there, network: config.network });
    const asAllowed = { transforms: rolesAsAllowed(config.iam) };
    const cluster = new Cluster("cluster", { ...config, ...there, network }, asAllowed);

    // From here on every layer lives in the cluster: through its provider, after its nodes, gone before them.
    const inCluster = { providers: [cluster.provider], dependsOn: [cluster] };
    const storage = new BlockStorage("storage", { ...config, cluster }, { ...asAllowed, ...inCluster });
    const services = asksForServices(config)
        ? [new ClusterServices("services", { ...config, cluster }, { ...asAllowed, ...inCluster })]
        : [];
    // A controller outlives the Services that it has made load balancers for: those of Argo CD, and of the workload.
    const served = { ...inCluster, dependsOn: [cluster, ...services] };
    const confluent = new ConfluentOperator("confluent", config, served);
    const argocd = new ArgoCd("argocd", config, served);

    // Last up, first down: Argo CD never meets a missing CRD, and its cascade runs while both operators live.
    const operators = [cluster, storage, ...services, confluent, argocd];
    const addons = config.addons
        ? [
              new GitOpsAddons(
                  "confluent-addons",
                  { ...config, addons: config.addons },
                  { ...inCluster, dependsOn: operators },
              ),
          ]
        : [];
    const handoff = new GitOpsHandoff("confluent-platform", config, {
        ...inCluster,
        dependsOn: [...operators, ...addons],
    });
    // Gone before the platform, whose sweeper then takes away the topics of all.
    if (config.gitops.teams !== undefined) {
        new GitOpsTeams("confluent-teams", config, { ...inCluster, dependsOn: [...operators, handoff] });
    }

    return stackOutputs(config, cluster);
}

export = confluentGitOps;
