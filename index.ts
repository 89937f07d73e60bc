import { ArgoCd } from "./components/argoCd";
import { BlockStorage } from "./components/blockStorage";
import { Cluster } from "./components/cluster";
import { asksForServices, ClusterServices } from "./components/clusterServices";
import { ConfluentOperator } from "./components/confluentOperator";
import { isLogGroupLeft } from "./components/controlPlaneLogs";
import { clusterCreator } from "./components/creator";
import { existingZones } from "./components/existingVpc";
import { warnOfNoWayIn } from "./components/endpointReach";
import { GitOpsHandoff } from "./components/gitOpsHandoff";
import { rolesAsAllowed } from "./components/iam";
import { checkOperatorsStay } from "./components/installedOperators";
import { lastOutputs } from "./components/lastDeployment";
import { checkLoadBalancersStay } from "./components/loadBalancersStay";
import { Network } from "./components/network";
import {
    checkAutoModeStays,
    checkRoleStays,
    checkVersionStep,
    checkZonesStay,
    runningCluster,
} from "./components/runningCluster";
import { checkSameCluster } from "./components/sameCluster";
import { checkZones } from "./components/zonesOfAccount";
import { loadConfig } from "./config";
import { stackOutputs } from "./outputs";

/** The whole program. A function, so that one process can run it for one operation after another. */
async function confluentGitOps() {
    const config = loadConfig(__dirname);
    const zones = await existingZones(config);
    const last = await lastOutputs();
    checkOperatorsStay(config, last);
    checkLoadBalancersStay(config, last);
    await checkSameCluster(config, last);
    const running = await runningCluster(config);
    checkVersionStep(config, running);
    checkRoleStays(config, running);
    checkAutoModeStays(config, running);
    await checkZonesStay(config, running);
    await checkZones(config, running);
    await warnOfNoWayIn(config, running);
    const creator = await clusterCreator(config, running);
    const logGroupIsLeft = await isLogGroupLeft(config, running);

    const network = config.network && new Network("network", { ...config, network: config.network, zones });
    const asAllowed = { transforms: rolesAsAllowed(config.iam) };
    const cluster = new Cluster("cluster", { ...config, network, creator, logGroupIsLeft, running }, asAllowed);

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
    const everything = { ...inCluster, dependsOn: [cluster, storage, ...services, confluent, argocd] };
    new GitOpsHandoff("confluent-platform", config, everything);

    return stackOutputs(config, cluster);
}

export = confluentGitOps;
