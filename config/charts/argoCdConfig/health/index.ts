import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { confluentGroup, confluentKinds, type Family } from "../../../workload/confluentKinds";

/** Files of this folder that make a check, in their order; the later ones use what the earlier ones define. */
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

/** The check that tells how a kind is: its family's, save for the kinds that have more to tell. */
const checkOfFamily: Record<Family, Check> = {
    component: "component",
    content: "created",
    settings: "settings",
    job: "migration",
    flink: "flink",
};
const checkOfKind: Record<string, Check> = { Connector: "connector", ClusterLink: "clusterLink" };

const read = (name: string) => readFileSync(join(__dirname, `${name}.lua`), "utf8");

/** One script for all kinds: what is common to them, a function for each check, and which kind has which. */
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
 * The health of Confluent's kinds, and of Applications that an Application has, in Lua, as keys of the ConfigMap argocd-cm. It wins over the checks that Argo CD brings
 * for some of the kinds, which look at the phase only. It looks into what the operator says, for which Argo CD has to open
 * Lua's library `string` to it: it opens all of them or none. Whoever may change argocd-cm, and nobody else, can change it.
 *
 * One entry for the whole group, so that it is there once and not for each kind; a key by kind wins over it.
 */
export function healthChecks(): Record<string, string> {
    const check = (text: string) => ({ "health.lua": text, "health.lua.useOpenLibs": true });
    const customizations = {
        [`${confluentGroup}/*`]: check(script()),
        "argoproj.io/Application": check(read("applications")),
    };
    return { "resource.customizations": stringify(customizations, { lineWidth: 0 }) };
}
