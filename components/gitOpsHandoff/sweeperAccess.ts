import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The name of its service account and related objects, and of its Deployment in gitops/platform/base/sweeper. */
export const sweeperName = "confluent-sweeper";

/** Kinds that the sweeper handles, as plurals: those in gitops/platform/base/sweeper/contents.mjs. */
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
    /** The workload's namespace, in which the sweeper runs. */
    namespace: string;
    /** The Application that it reads, and whose deletion it approves. */
    application: { namespace: string; name: string };
    /** Whether there are teams, whose Applications it also reads. */
    hasTeams: boolean;
}

/**
 * The sweeper's permissions (docs/adr/0008): it may look through the contents of the platform, mark and delete them;
 * read and mark the one Application, and write Events about it. Git cannot grant them: the AppProject allows no roles.
 */
export function sweeperAccess(
    name: string,
    { namespace, application, hasTeams }: SweeperAccessArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const account = new k8s.core.v1.ServiceAccount(
        `${name}-sweeper`,
        // The pod that needs the token mounts it explicitly.
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
            // Their names aren't known here. It may not change any of them.
            ...(hasTeams ? [{ apiGroups: ["argoproj.io"], resources: ["applications"], verbs: ["get", "list"] }] : []),
            { apiGroups: [""], resources: ["events"], verbs: ["create"] },
        ]),
    ];
}
