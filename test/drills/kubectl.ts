import assert from "node:assert/strict";
import { confluentKinds } from "../../config/workload/confluentKinds";
import type { KubernetesApi } from "../../kubernetes";
import { applicationKind } from "../../kubernetes/application";
import { confluentApi } from "../../commands/demo/workload";

/** Does the same as a few kubectl commands: those that a migration prints. No pod runs for `exec`, and none has claims. */
export async function kubectl(api: KubernetesApi, command: string): Promise<void> {
    const [, namespace = "", verb = "", rest = ""] =
        /^kubectl -n (\S+) (annotate --overwrite|patch|delete|exec) (.*)$/.exec(command) ?? [];
    const [word = "", name = "", ...more] = rest.split(" ");
    const kind = {
        apiVersion: confluentApi,
        kind: confluentKinds.find(({ kind: one }) => one.toLowerCase() === word)?.kind ?? "",
    };
    switch (verb) {
        case "annotate --overwrite": {
            const [, key = "", value = ""] = /^([^=]+)=(.*)$/.exec(more.join(" ")) ?? [];
            assert.ok(key && kind.kind, command);
            return api.merge(kind, namespace, name, { metadata: { annotations: { [key]: value } } });
        }
        case "patch": {
            const [, patch = ""] = /--type merge -p '(.*)'$/.exec(rest) ?? [];
            assert.equal(word, "application");
            return api.merge(applicationKind, namespace, name, JSON.parse(patch) as object);
        }
        case "delete":
            if (word === "pvc") return;
            assert.ok(kind.kind, command);
            await api.delete(kind, namespace, name);
            return;
        default:
            assert.equal(verb, "exec", command);
    }
}
