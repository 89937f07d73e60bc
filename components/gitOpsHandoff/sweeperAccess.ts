import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Its service account, and what belongs to it, are called so; so is its Deployment in gitops/platform/base/sweeper. */
export const sweeperName = "confluent-sweeper";

/** Kinds that the sweeper looks after, by their plurals: those of gitops/platform/base/sweeper/contents.mjs. */
const contents = [
    "clusterlinks",
    "confluentrolebindings",
    "connectors",
    "kafkarestclasses",
    "kafkatopics",
    "schemaexporters",
    "schemaimporters",
    "schemas",
];

export interface SweeperAccessArgs {
    /** Of the workload, where the sweeper is. */
    namespace: string;
    /** The Application that it reads and approves the deletion of. */
    application: { namespace: string; name: string };
    /** Whether there are teams, whose Applications it reads, too. */
    hasTeams: boolean;
}

/**
 * What the sweeper (docs/adr/0008) may do: look through the contents of the platform, mark and delete them; read and
 * mark the one Application, and write Events about it. Git cannot give it: the AppProject allows no roles.
 */
export function sweeperAccess(
    name: string,
    { namespace, application, hasTeams }: SweeperAccessArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const account = new k8s.core.v1.ServiceAccount(
        `${name}-sweeper`,
        // The pod that needs the token says so itself.
        { metadata: { name: sweeperName, namespace }, automountServiceAccountToken: false },
        opts,
    );
    const grant = (suffix: string, inNamespace: string, rules: k8s.types.input.rbac.v1.PolicyRule[]) => {
        const metadata = { name: sweeperName, namespace: inNamespace };
        const role = new k8s.rbac.v1.Role(`${name}-sweeper-${suffix}`, { metadata, rules }, opts);
        const binding = new k8s.rbac.v1.RoleBinding(
            `${name}-sweeper-${suffix}-binding`,
            {
                metadata,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: sweeperName },
                subjects: [{ kind: "ServiceAccount", name: sweeperName, namespace }],
            },
            { ...opts, dependsOn: [account, role] },
        );
        return [role, binding];
    };
    return [
        account,
        ...grant("contents", namespace, [
            { apiGroups: ["platform.confluent.io"], resources: contents, verbs: ["list", "patch", "delete"] },
        ]),
        ...grant("application", application.namespace, [
            {
                apiGroups: ["argoproj.io"],
                resources: ["applications"],
                resourceNames: [application.name],
                verbs: ["get", "patch"],
            },
            // Whose names nobody knows here. It may change none of them.
            ...(hasTeams ? [{ apiGroups: ["argoproj.io"], resources: ["applications"], verbs: ["get", "list"] }] : []),
            { apiGroups: [""], resources: ["events"], verbs: ["create"] },
        ]),
    ];
}
