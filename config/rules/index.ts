import { addonRules, addonWarnings } from "./addons";
import { annotationRules } from "./annotations";
import { authenticationRules } from "./authentication";
import { certificateRules } from "./certificates";
import { autoSyncWarnings } from "./autoSync";
import { clearTextRules, clearTextWarnings } from "./clearText";
import { clientRules } from "./clients";
import { clusterRules } from "./cluster";
import { companyRules } from "./company";
import { controlCenterRules } from "./controlCenter";
import { directoryRules } from "./directory";
import { endpointRules } from "./endpoints";
import { gitopsRules } from "./gitops";
import { loadBalancerRules, loadBalancerWarnings } from "./loadBalancers";
import { mirrorRules } from "./mirrors";
import { networkRules } from "./network";
import { nodePortRules } from "./nodePorts";
import { networkPolicyRules, networkPolicyWarnings } from "./networkPolicies";
import { nodeRules, nodeWarnings } from "./nodes";
import { placementRules, placementWarnings } from "./placement";
import { connectorClientRules } from "./connectorClients";
import { connectorPluginRules } from "./connectorPlugins";
import { ksqldbRules } from "./ksqldb";
import { operatorRules } from "./operator";
import { reachRules } from "./reach";
import { referenceRules } from "./references";
import { replicationRules } from "./replication";
import { replicatorRules } from "./replicator";
import { rbacRules } from "./rbac";
import { podRules } from "./pods";
import { priorityRules } from "./priority";
import type { Facts, Rule } from "./rule";
import { secretRules } from "./secrets";
import { tlsRules } from "./tls";
import { truststoreRules } from "./truststores";
import { valueRules } from "./values";
import { versionRules, versionWarnings } from "./versions";
import { workloadRules } from "./workload";

/** Everything that is refused across keys. @param root the checkout */
export const rulesIn = (root: string): Rule[] => [
    ...networkRules,
    ...clusterRules,
    ...nodeRules,
    ...companyRules,
    ...loadBalancerRules,
    ...versionRules,
    ...annotationRules,
    ...controlCenterRules,
    ...gitopsRules,
    ...workloadRules,
    ...referenceRules,
    ...replicationRules,
    ...reachRules,
    ...nodePortRules,
    ...connectorPluginRules,
    ...replicatorRules,
    ...ksqldbRules(root),
    ...addonRules,
    ...secretRules,
    ...placementRules,
    ...networkPolicyRules,
    ...endpointRules,
    ...clientRules,
    ...tlsRules,
    ...truststoreRules,
    ...certificateRules,
    ...authenticationRules,
    ...clearTextRules,
    ...operatorRules,
    ...connectorClientRules,
    ...rbacRules,
    ...directoryRules,
    ...podRules,
    ...priorityRules,
    ...valueRules,
    ...mirrorRules(root),
];

/** What is allowed, but should be known. */
export const warningsOf = (facts: Facts): string[] => [
    ...versionWarnings(facts),
    ...nodeWarnings(facts),
    ...placementWarnings(facts),
    ...loadBalancerWarnings(facts),
    ...addonWarnings(facts),
    ...networkPolicyWarnings(facts),
    ...clearTextWarnings(facts),
    ...autoSyncWarnings(facts),
];
