import assert from "node:assert/strict";
import { confluentKinds } from "../../config/workload/confluentKinds";
import type { KubernetesApi } from "../../kubernetes";
import { applicationKind } from "../../kubernetes/application";
import { confluentApi } from "../../commands/demo/workload";

/** Kinds that pages and commands name, beside Confluent's. */
const ofKubernetes: Record<string, { apiVersion: string; kind: string }> = {
    pvc: { apiVersion: "v1", kind: "PersistentVolumeClaim" },
    pod: { apiVersion: "v1", kind: "Pod" },
    statefulset: { apiVersion: "apps/v1", kind: "StatefulSet" },
};

/** Does the same as a few kubectl commands: those that a migration and pages print. No pod runs for `exec`, and none of a label has claims. */
export async function kubectl(api: KubernetesApi, command: string): Promise<void> {
    const [, namespace = "", verb = "", rest = ""] =
        /^kubectl -n (\S+) (annotate(?: --overwrite)?|patch|delete|exec) (.*)$/.exec(command) ?? [];
    const [word = "", name = "", ...more] = rest.split(" ");
    const kind = ofKubernetes[word] ?? {
        apiVersion: confluentApi,
        kind: confluentKinds.find(({ kind: one }) => one.toLowerCase() === word)?.kind ?? "",
    };
    switch (verb) {
        case "annotate":
        case "annotate --overwrite": {
            const [, key = "", value] = /^([^=]+?)(?:-|=(.*))$/.exec(more.join(" ")) ?? [];
            assert.ok(key && kind.kind, command);
            return api.merge(kind, namespace, name, { metadata: { annotations: { [key]: value ?? null } } });
        }
        case "patch": {
            const [, patch = ""] = /--type merge -p '(.*)'$/.exec(rest) ?? [];
            assert.equal(word, "application");
            return api.merge(applicationKind, namespace, name, JSON.parse(patch) as object);
        }
        case "delete":
            if (name === "-l") return;
            assert.ok(kind.kind, command);
            await api.delete(
                kind,
                namespace,
                name,
                more.includes("--cascade=orphan") ? { propagationPolicy: "Orphan" } : {},
            );
            return;
        default:
            assert.equal(verb, "exec", command);
    }
}
