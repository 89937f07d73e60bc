import { confluentGroup, confluentVersion } from "../../config/workload/confluentKinds";
import {
    overridingAccess,
    overridingNames,
    ownSubjects,
    subjectStrategy,
} from "../../config/workload/teams/connectorOwnership";
import { teamMark, teamPlurals } from "../../config/workload/teams/names";
import { teamResourceTypes, teamRoles } from "../../config/workload/teams/ownership";

/** Argo CD's tracking ID, `APPLICATION:GROUP/KIND:NAMESPACE/NAME`, up to the first colon. */
export const trackedBy = (object: string): string =>
    `${object}.metadata.?annotations['argocd.argoproj.io/tracking-id'].orValue('').split(':')[0]`;
/** By which a company's Argo CD may track. */
export const labelled = (object: string): string =>
    `${object}.metadata.?labels['app.kubernetes.io/instance'].orValue('')`;
const isTeams = (instance: string): string => `${instance}.startsWith('${teamMark}')`;

/**
 * Which Application an object belongs to: the tracking ID says it, or, if a company's Argo CD tracks by label, the label. Argo CD sets
 * only the one that it tracks by, last on each manifest (`SetAppInstance` in its util/argo/resource_tracking.go). Git can set the other
 * one: so the one that names a team counts, and if both do, they have to agree.
 */
const instanceOf = (object: string): string =>
    `(${isTeams(trackedBy(object))} ? ${trackedBy(object)} : ${labelled(object)})`;

const list = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(", ")}]`;
const syncOptions = "object.metadata.?annotations['argocd.argoproj.io/sync-options'].orValue('')";

interface Validation {
    expression: string;
    /** After `team-NAME: KIND NAME`. */
    says: string;
}

/** A field that names something, where it is there. */
const owned = (path: string, field: string): Validation => ({
    expression: `!has(${path}) || ${path}.startsWith(variables.prefix)`,
    says: `has a ${field} that does not begin with the team's prefix`,
});

/** Whether a kind is another one, so that what is said of it says nothing. */
const ifOf = (kind: string, expression: string): string => `object.kind != '${kind}' || (${expression})`;

const validations: Validation[] = [
    {
        expression: `!(${isTeams(trackedBy("object"))} && ${isTeams(labelled("object"))}) || ${trackedBy("object")} == ${labelled("object")}`,
        says: "has the marks of two teams",
    },
    {
        expression: "variables.prefix != object.metadata.namespace + '.'",
        says: "belongs to a team with the namespace's name, with which the platform's own names begin",
    },
    {
        expression: `variables.instance.matches('^${teamMark}[a-z0-9]([a-z0-9-]*[a-z0-9])?$')`,
        says: "is of a team with an invalid name, which may only have lower-case letters, digits and dashes",
    },
    {
        expression: "object.metadata.name.startsWith(variables.prefix)",
        says: "has a name that does not begin with the team's prefix",
    },
    { ...owned("variables.spec.name", "spec.name") },
    ...["kafkaRest", "schemaRegistryRest", "connectRest"].map((field) => ({
        expression: `!has(variables.spec.${field}) || !has(variables.spec.${field}.endpoint)`,
        says: `has spec.${field}.endpoint, which is not this platform`,
    })),
    ...["kafkaClusterRef", "kafkaRestClassRef", "schemaRegistryClusterRef", "connectClusterRef"].map((field) => ({
        expression:
            `!has(variables.spec.${field}) || !has(variables.spec.${field}.namespace) || ` +
            `variables.spec.${field}.namespace == object.metadata.namespace`,
        says: `has spec.${field}.namespace, which is not this platform`,
    })),
    {
        expression:
            "!has(object.metadata.annotations) || !(['argocd.argoproj.io/hook', 'helm.sh/hook'].exists(key, key in object.metadata.annotations))",
        says: "is a hook, which Argo CD deletes after the sync",
    },
    {
        expression: `!(object.kind in ['KafkaTopic', 'Schema']) || ${syncOptions}.split(',').exists(option, option.trim() == 'Prune=false')`,
        says: "may be pruned, with its data: it does not have the sync option Prune=false",
    },
    {
        expression: ifOf("Schema", "variables.spec.data.configRef.startsWith(variables.prefix)"),
        says: "has a spec.data.configRef that does not begin with the team's prefix",
    },
    {
        expression: ifOf("Schema", "!has(variables.spec.mode) || variables.spec.mode != 'IMPORT'"),
        says: "has spec.mode IMPORT, which could use other teams' ids",
    },
    {
        expression: ifOf("Connector", "!('topics.regex' in variables.configs)"),
        says: "has spec.configs.topics.regex, which may match other teams' topics",
    },
    {
        expression: ifOf(
            "Connector",
            "variables.configs.all(key, !key.matches('(^|[.])topics?([.](name|prefix|whitelist|include))?$') || key == 'confluent.topic' || " +
                "variables.configs[key].split(',').all(topic, topic.trim().startsWith(variables.prefix)))",
        ),
        says: "has a topic in spec.configs whose name does not begin with the team's prefix",
    },
    {
        expression: ifOf(
            "Connector",
            "variables.configs.all(key, !key.matches('^transforms[.].*[.]type$') || !variables.configs[key].matches('Rout|Topic') || " +
                "variables.configs[?key.substring(0, key.size() - 4) + 'replacement'].orValue('').startsWith(variables.prefix))",
        ),
        says: "has a transform that may send records to other teams' topics",
    },
    {
        expression: ifOf(
            "Connector",
            `variables.configs.all(key, !key.matches('${overridingNames}') || variables.configs[key].startsWith(variables.prefix))`,
        ),
        says: "overrides a group or a transactional ID with one that does not begin with the team's prefix",
    },
    {
        expression: ifOf("Connector", `!variables.configs.exists(key, key.matches('${overridingAccess}'))`),
        says: "overrides how Connect reaches Kafka",
    },
    {
        expression: ifOf(
            "Connector",
            `variables.configs.all(key, !key.matches('${subjectStrategy}') || variables.configs[key].endsWith('${ownSubjects}'))`,
        ),
        says: "registers schemas under subjects other than those of its topics",
    },
    {
        expression: ifOf(
            "Connector",
            "variables.configs.all(key, !variables.configs[key].contains('${') || " +
                "(variables.configs[key].startsWith('${file:/mnt/secrets/' + variables.prefix) && " +
                "!variables.configs[key].contains('..') && variables.configs[key].split('${').size() == 2))",
        ),
        says: "reads a secret other than the team's own",
    },
    {
        expression: ifOf("ConfluentRolebinding", `variables.spec.role in ${list(teamRoles)}`),
        says: "gives a role that is not limited to names",
    },
    {
        expression: ifOf(
            "ConfluentRolebinding",
            "has(variables.spec.resourcePatterns) && variables.spec.resourcePatterns.size() > 0 && " +
                "variables.spec.resourcePatterns.all(pattern, pattern.name.startsWith(variables.prefix) && " +
                `pattern.resourceType in ${list(teamResourceTypes)})`,
        ),
        says: "is for resources other than the team's own",
    },
];

/** Sets are compared, as what an operator changes in its own metadata must go through, whatever else is refused by now. */
const changed =
    "request.operation == 'CREATE' || object.?spec != oldObject.?spec || object.?data != oldObject.?data || " +
    `${instanceOf("object")} != ${instanceOf("oldObject")} || ` +
    `${syncOptions} != ${syncOptions.replace("object", "oldObject")}`;

/**
 * spec of the ValidatingAdmissionPolicy by which a team's Application touches its own names alone, whatever is in Git: the same as
 * config/workload/teams/ownership.ts, in CEL.
 */
export const ownershipPolicySpec = {
    failurePolicy: "Fail",
    matchConstraints: {
        resourceRules: [
            {
                apiGroups: [confluentGroup],
                apiVersions: [confluentVersion],
                resources: [...teamPlurals],
                operations: ["CREATE", "UPDATE"],
            },
            { apiGroups: [""], apiVersions: ["v1"], resources: ["configmaps"], operations: ["CREATE", "UPDATE"] },
        ],
    },
    matchConditions: [
        { name: "of-a-team", expression: isTeams(instanceOf("object")) },
        { name: "changed", expression: changed },
    ],
    variables: [
        { name: "instance", expression: instanceOf("object") },
        { name: "prefix", expression: `variables.instance.substring(${teamMark.length}) + '.'` },
        { name: "spec", expression: "object.?spec.orValue({})" },
        { name: "configs", expression: "variables.spec.?configs.orValue({})" },
    ],
    validations: validations.map(({ expression, says }) => ({
        expression,
        messageExpression: `variables.instance + ': ' + object.kind + ' ' + object.metadata.name + ' ${says.replaceAll("'", "\\'")} (' + variables.prefix + ')'`,
        message: says,
        reason: "Forbidden",
    })),
};
