import { addonRules, addonWarnings } from "./addons";
import { annotationRules } from "./annotations";
import { authenticationRules } from "./authentication";
import { certificateRules } from "./certificates";
import { autoSyncWarnings } from "./autoSync";
import { capacityRules, capacityWarnings } from "./capacity";
import { clearTextRules, clearTextWarnings } from "./clearText";
import { clientRules } from "./clients";
import { clusterRules } from "./cluster";
import { companyRules } from "./company";
import { controlCenterRules } from "./controlCenter";
import { directoryRules } from "./directory";
import { endpointRules } from "./endpoints";
import { gitopsRules } from "./gitops";
import { idleRules } from "./idle";
import { imageRules } from "./images";
import { inSyncRules } from "./inSync";
import { loadBalancerRules, loadBalancerWarnings } from "./loadBalancers";
import { mirrorRules } from "./mirrors";
import { networkRules } from "./network";
import { nodePortRules } from "./nodePorts";
import { networkPolicyRules, networkPolicyWarnings } from "./networkPolicies";
import { nodeRules, nodeWarnings } from "./nodes";
import { placementRules, placementWarnings } from "./placement";
import { connectorClientRules } from "./connectorClients";
import { connectorPluginRules } from "./connectorPlugins";
import { connectorRules } from "./connectors";
import { jvmRules } from "./jvm";
import { ksqldbRules } from "./ksqldb";
import { operatorRules } from "./operator";
import { reachRules } from "./reach";
import { referenceRules } from "./references";
import { replicationRules } from "./replication";
import { replicatorRules } from "./replicator";
import { rbacRules } from "./rbac";
import { podRules } from "./pods";
import { portRules } from "./ports";
import { priorityRules } from "./priority";
import type { Facts, Rule } from "./rule";
import type { RuleId } from "./sentences";
import { schemaRules } from "./schemas";
import { secretRules } from "./secrets";
import { teamLimitRules } from "./teamLimits";
import { teamPlatformRules } from "./teamPlatform";
import { teamRules } from "./teams";
import { tlsRules } from "./tls";
import { topicRules } from "./topics";
import { truststoreRules } from "./truststores";
import { valueRules } from "./values";
import { versionRules, versionWarnings } from "./versions";
import { waveRules } from "./waves";
import { workloadRules } from "./workload";

/** The rules by the file that defines them, in the order in which they report. @param root the checkout */
const byFile = (root: string): Record<RuleId, Rule[]> => ({
    network: networkRules,
    cluster: clusterRules,
    nodes: nodeRules,
    company: companyRules,
    loadBalancers: loadBalancerRules,
    versions: versionRules,
    annotations: annotationRules,
    controlCenter: controlCenterRules,
    gitops: gitopsRules,
    workload: workloadRules,
    references: referenceRules,
    idle: idleRules,
    topics: topicRules,
    schemas: schemaRules,
    waves: waveRules,
    replication: replicationRules,
    inSync: inSyncRules,
    images: imageRules,
    reach: reachRules,
    nodePorts: nodePortRules,
    connectorPlugins: connectorPluginRules,
    connectors: connectorRules,
    jvm: jvmRules,
    replicator: replicatorRules,
    ksqldb: ksqldbRules(root),
    addons: addonRules,
    teams: teamRules,
    teamLimits: teamLimitRules,
    teamPlatform: teamPlatformRules,
    secrets: secretRules,
    placement: placementRules,
    capacity: capacityRules,
    networkPolicies: networkPolicyRules,
    endpoints: endpointRules,
    ports: portRules,
    clients: clientRules,
    tls: tlsRules,
    truststores: truststoreRules,
    certificates: certificateRules,
    authentication: authenticationRules,
    clearText: clearTextRules,
    operator: operatorRules,
    connectorClients: connectorClientRules,
    rbac: rbacRules,
    directory: directoryRules,
    pods: podRules,
    priority: priorityRules,
    values: valueRules,
    mirrors: mirrorRules(root),
});

/** A rule, and the file that defines it. */
export interface NamedRule extends Rule {
    id: RuleId;
}

/** The rules across keys. @param root the checkout */
export const rulesIn = (root: string): NamedRule[] =>
    (Object.entries(byFile(root)) as [RuleId, Rule[]][]).flatMap(([id, rules]) => rules.map((one) => ({ ...one, id })));

/** What is allowed, but worth knowing. */
export const warningsOf = (facts: Facts): string[] => [
    ...versionWarnings(facts),
    ...nodeWarnings(facts),
    ...placementWarnings(facts),
    ...capacityWarnings(facts),
    ...loadBalancerWarnings(facts),
    ...addonWarnings(facts),
    ...networkPolicyWarnings(facts),
    ...clearTextWarnings(facts),
    ...autoSyncWarnings(facts),
];
