import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { confluentGroup, confluentKinds, type Family } from "../../../workload/confluentKinds";

/** Files of this folder that make up a check, in their order. Later files use what earlier ones define. */
const checks = {
    component: ["component"],
    created: ["application", "created"],
    connector: ["application", "connector"],
    clusterLink: ["application", "clusterLink"],
    settings: ["settings"],
    migration: ["migration"],
    flink: ["flink"],
    other: ["other"],
} as const;

type Check = keyof typeof checks;

/** The check for a kind: that of its family, except for kinds with more detailed checks. */
const checkOfFamily: Record<Family, Check> = {
    component: "component",
    content: "created",
    settings: "settings",
    job: "migration",
    flink: "flink",
};
const checkOfKind: Record<string, Check> = { Connector: "connector", ClusterLink: "clusterLink" };

const read = (name: string) => readFileSync(join(__dirname, `${name}.lua`), "utf8");

/** One script for all kinds: the common part, a function for each check, and which kind uses which. */
function script(): string {
    const functions = Object.entries(checks).map(
        ([name, files]) => `function checks.${name}()\n${files.map(read).join("\n")}end\n`,
    );
    const ofKinds = confluentKinds.map(
        ({ kind, family }) => `  ${kind} = "${checkOfKind[kind] ?? checkOfFamily[family]}",\n`,
    );
    return [
        `${read("common")}\nlocal checks = {}\n`,
        ...functions,
        `local checkOf = {\n${ofKinds.join("")}}\n`,
        'return checks[checkOf[obj.kind] or "other"]()\n',
    ].join("\n");
}

/**
 * Health checks in Lua for Confluent's kinds, and for Applications inside an Application, as keys of the ConfigMap
 * argocd-cm. They replace Argo CD's built-in checks for some of the kinds, which only look at the phase. They parse the
 * operator's messages, for which Argo CD has to open Lua's `string` library; it opens either all libraries or none. Only
 * somebody who may change argocd-cm can change the script.
 *
 * There is one entry for the whole group, so that the script exists once and not for each kind. A key for a single kind
 * takes precedence over it.
 */
export function healthChecks(): Record<string, string> {
    const check = (text: string) => ({ "health.lua": text, "health.lua.useOpenLibs": true });
    const customizations = {
        [`${confluentGroup}/*`]: check(script()),
        "argoproj.io/Application": check(read("applications")),
    };
    return { "resource.customizations": stringify(customizations, { lineWidth: 0 }) };
}
