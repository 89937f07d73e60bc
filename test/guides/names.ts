import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { render } from "../../config/kustomize/render";
import { committedStacks, root } from "../../base/checkout";
import { ensureTools } from "../../tools";
import type { ClusterNames } from "./commands";

/** Namespaces that the program creates, and Kubernetes' own. */
const namespaces = [
    "argocd",
    "confluent",
    "confluent-addons",
    "confluent-operator",
    "default",
    "kube-system",
    "monitoring",
    "sealed-secrets",
];

/** Objects in a cluster in addition to the overlays'. */
const others = [
    // components/gitOpsHandoff/index.ts, components/blockStorage/index.ts
    "application/confluent-platform",
    "appproject/confluent-platform",
    "storageclass/gp3",
    ...namespaces.map((name) => `namespace/${name}`),
    // The chart argo-cd: https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd
    "service/argocd-server",
    "deployment/argocd-server",
    "deployment/argocd-repo-server",
    "statefulset/argocd-application-controller",
    "secret/argocd-initial-admin-secret",
    "configmap/argocd-cm",
    "configmap/argocd-ssh-known-hosts-cm",
    // components/argoCd/repositoryCredentials.ts
    "secret/gitops-repository",
    // The chart confluent-for-kubernetes: https://docs.confluent.io/operator/current/co-deploy-cfk.html
    "deployment/confluent-operator",
    // The EBS CSI driver: https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
    "deployment/ebs-csi-controller",
    "daemonset/ebs-csi-node",
    // components/clusterServices/loadBalancerController.ts
    "deployment/aws-load-balancer-controller",
    // The chart kube-prometheus-stack, as released by gitops/addons/monitoring: its Grafana is named RELEASE-grafana
    // (https://github.com/grafana-community/helm-charts, charts/grafana/templates/_helpers.tpl).
    "service/monitoring-grafana",
    "deployment/coredns",
    "daemonset/aws-node",
];

/**
 * The names that the guides may use. What the operator creates for a component has the component's name: a StatefulSet,
 * a Service, pods with a number (https://docs.confluent.io/operator/current/co-deploy-cfk.html).
 *
 * @param kubeconfig for an API server that serves all kinds
 */
export async function clusterNames(kubeconfig: string): Promise<ClusterNames> {
    const { kubectl } = await ensureTools(["kubectl"]);
    const listed = execFileSync(kubectl, ["--kubeconfig", kubeconfig, "api-resources", "--no-headers"], {
        encoding: "utf8",
    });
    const kinds = listed.split("\n").flatMap((line) => {
        const [plural = "", ...rest] = line.trim().split(/\s+/);
        const [short = ""] = rest.length > 3 ? rest : [];
        return [plural, ...short.split(","), (rest.at(-1) ?? "").toLowerCase()];
    });
    return {
        kinds: new Set(kinds.filter(Boolean)),
        namespaces: new Set(namespaces),
        objects: new Set([...others, ...workload()]),
    };
}

/** The objects in components and teams, wherever their files are. */
const optional = () =>
    ["gitops/platform/components", "gitops/teams"].flatMap((folder) => objectsBelow(join(root, folder)));

function objectsBelow(folder: string): { group: string; kind: string; name: string }[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
        .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")))
        .map(
            (document) =>
                document.toJS() as { apiVersion?: string; kind?: string; metadata?: { name?: string } } | null,
        )
        .filter((object) => object !== null)
        .filter(({ metadata }) => metadata?.name !== undefined && metadata.name !== "any")
        .map(({ apiVersion = "", kind = "", metadata }) => ({
            group: apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "",
            kind,
            name: metadata?.name ?? "",
        }));
}

function workload(): string[] {
    const overlays = committedStacks().map((stack) => `gitops/platform/overlays/${stack}`);
    const resources = [...overlays.flatMap((overlay) => render(root, overlay).resources), ...optional()];
    return resources.flatMap(({ group, kind, name }) => {
        const own = `${kind.toLowerCase()}/${name}`;
        if (group !== "platform.confluent.io") return [own];
        const pods = [0, 1, 2].map((number) => `${name}-${number}`);
        const services = [name, `${name}-bootstrap-lb`, ...pods.map((pod) => `${pod}-lb`)];
        return [
            own,
            `statefulset/${name}`,
            ...services.map((service) => `service/${service}`),
            ...pods.map((pod) => `pod/${pod}`),
        ];
    });
}
