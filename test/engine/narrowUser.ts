import { applyManifests, type ControlPlane } from "../../rehearsal/controlPlane";
import { type Connection, KubernetesApi } from "../../kubernetes";
import { connectionOf } from "../../kubernetes/connection";

const account = { apiVersion: "v1", kind: "ServiceAccount" };
const rbac = "rbac.authorization.k8s.io";

/** A user who may read everything in one namespace, and patch one of Confluent's kinds in it, given by its plural. */
export async function narrowUser(plane: ControlPlane, namespace: string, patches: string): Promise<Connection> {
    const metadata = { name: "narrow", namespace };
    const rules = [
        { apiGroups: ["*"], resources: ["*"], verbs: ["get", "list"] },
        { apiGroups: ["platform.confluent.io"], resources: [patches], verbs: ["patch"] },
    ];
    const roleRef = { apiGroup: rbac, kind: "Role", name: metadata.name };
    const subjects = [{ kind: account.kind, ...metadata }];
    await applyManifests(plane, [
        { ...account, metadata },
        { apiVersion: `${rbac}/v1`, kind: "Role", metadata, rules },
        { apiVersion: `${rbac}/v1`, kind: "RoleBinding", metadata, roleRef, subjects },
    ]);
    const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
    const api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
    try {
        const { status } = await api.post(account, namespace, metadata.name, "token", request);
        const { url, ca } = connectionOf(plane.kubeconfig);
        return { url, ca, token: (status as { token: string }).token };
    } finally {
        api.close();
    }
}
