import { type Json, listOf, textOf } from "../../kustomize/json";
import type { Resource } from "../../kustomize/resource";
import { syncOptions, syncOptionsOf } from "../argoCd";
import { child } from "../platform";
import { formatKind, isSame } from "../workloadKinds";
import { ofConfigs } from "./connectorOwnership";
import { teamKinds } from "./names";
import { foreign, type Overstep, type Own } from "./overstep";

/**
 * What a team's object reaches outside that team's own names. The policy in components/gitOpsTeams/ownership.ts rejects
 * the same in the API server: test/engine/teamPolicies.test.ts compares both with one list.
 */
export function overstepsOf(resource: Resource, own: Own): Overstep[] {
    if (!teamKinds.some((kind) => isSame(kind, resource))) {
        const kinds = teamKinds.map(formatKind).join(", ");
        return [
            {
                field: "metadata.name",
                reason: `is of the kind ${formatKind(resource)}, which teams may not have`,
                fix: `remove it; a team may have ${kinds}`,
            },
        ];
    }
    const spec = child(resource.object, "spec");
    return [
        ...ofMetadata(resource, own),
        ...named(own, "spec.name", child(spec, "name")),
        ...elsewhere(spec, own),
        ...(ofKind[resource.kind]?.(spec, own) ?? []),
    ];
}

const argoCd = "argocd.argoproj.io";
/** Kinds that contain data, or what is needed to read it. */
const kept = ["KafkaTopic", "Schema"];

function ofMetadata({ kind, name, object }: Resource, { prefix, namespace }: Own): Overstep[] {
    const metadata = child(object, "metadata");
    const annotations = child(metadata, "annotations");
    const place = child(metadata, "namespace");
    return [
        ...(prefix === `${namespace}.`
            ? [
                  {
                      field: "metadata.name",
                      reason: "belongs to a team with the namespace's name, with which the platform's own names begin",
                      fix: "give the team's folder another name",
                  },
              ]
            : []),
        ...(name.startsWith(prefix) ? [] : [foreign("metadata.name", name, prefix)]),
        ...(place === undefined || place === namespace
            ? []
            : [
                  {
                      field: "metadata.namespace",
                      reason: `is in the namespace ${textOf(place)}`,
                      fix: "remove metadata.namespace",
                  },
              ]),
        ...([`${argoCd}/hook`, "helm.sh/hook"].some((key) => child(annotations, key) !== undefined)
            ? [
                  {
                      field: "metadata.annotations",
                      reason: "is a hook, which Argo CD deletes after the sync",
                      fix: "remove that annotation",
                  },
              ]
            : []),
        ...(kept.includes(kind) && !syncOptionsOf({ object }).includes("Prune=false")
            ? [
                  {
                      field: "metadata.name",
                      reason: "may be pruned, with its data, when it is no longer in Git",
                      fix: `add the annotation ${syncOptions}: Prune=false`,
                  },
              ]
            : []),
    ];
}

/** A name, if it is set. */
const named = ({ prefix }: Own, field: string, value: Json | undefined): Overstep[] =>
    value === undefined || textOf(value).startsWith(prefix) ? [] : [foreign(field, textOf(value), prefix)];

/** How an object reaches outside the platform that it is in. */
function elsewhere(spec: Json | undefined, { namespace }: Own): Overstep[] {
    const rests = ["kafkaRest", "schemaRegistryRest", "connectRest"].filter(
        (field) => child(child(spec, field), "endpoint") !== undefined,
    );
    const references = ["kafkaClusterRef", "kafkaRestClassRef", "schemaRegistryClusterRef", "connectClusterRef"].filter(
        (field) => ![undefined, namespace].includes(child(child(spec, field), "namespace") as string | undefined),
    );
    return [
        ...rests.map((field) => ({
            field: `spec.${field}.endpoint`,
            reason: `has spec.${field}.endpoint, which is not this platform`,
            fix: `remove it, and use this platform's: spec.${field.replace(/Rest$/, "ClusterRef").replace("kafkaClusterRef", "kafkaRestClassRef")}`,
        })),
        ...references.map((field) => ({
            field: `spec.${field}.namespace`,
            reason: `has spec.${field}.namespace, which is not this platform`,
            fix: `remove it: the default is ${namespace}`,
        })),
    ];
}

const ofKind: Record<string, (spec: Json | undefined, own: Own) => Overstep[]> = {
    Schema: (spec, own) => [
        ...named(own, "spec.data.configRef", child(child(spec, "data"), "configRef")),
        ...(child(spec, "mode") === "IMPORT"
            ? [
                  {
                      field: "spec.mode",
                      reason: "has spec.mode IMPORT, which could use other teams' ids",
                      fix: "remove it",
                  },
              ]
            : []),
    ],
    Connector: (spec, own) => ofConfigs(child(spec, "configs"), own),
    ConfluentRolebinding: ofRoleBinding,
};

/**
 * Roles whose scope is limited to the names that they are bound to
 * (https://docs.confluent.io/platform/current/security/authorization/rbac/rbac-predefined-roles.html).
 */
export const teamRoles = ["DeveloperManage", "DeveloperRead", "DeveloperWrite", "ResourceOwner"];
export const teamResourceTypes = ["Connector", "Group", "Subject", "Topic", "TransactionalId"];

function ofRoleBinding(spec: Json | undefined, own: Own): Overstep[] {
    const role = textOf(child(spec, "role"));
    const patterns = listOf(child(spec, "resourcePatterns"));
    return [
        ...(teamRoles.includes(role)
            ? []
            : [
                  {
                      field: "spec.role",
                      reason: `gives the role ${role}, which is not limited to names`,
                      fix: `use one of ${teamRoles.join(", ")}`,
                  },
              ]),
        ...(patterns.length > 0
            ? []
            : [
                  {
                      field: "spec.role",
                      reason: "has no spec.resourcePatterns, so it applies to everything",
                      fix: "list them, each with a name that begins with the prefix",
                  },
              ]),
        ...patterns.flatMap((pattern) => [
            ...named(own, "spec.resourcePatterns.name", child(pattern, "name") ?? ""),
            ...(teamResourceTypes.includes(textOf(child(pattern, "resourceType")))
                ? []
                : [
                      {
                          field: "spec.resourcePatterns.resourceType",
                          reason: `is for a ${textOf(child(pattern, "resourceType"))}, which no team owns`,
                          fix: `use one of ${teamResourceTypes.join(", ")}`,
                      },
                  ]),
        ]),
    ];
}
