import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, resolve } from "node:path";
import { parse } from "yaml";

/** A kubeconfig's text, or why there is none. */
export type Kubeconfig = { text: string; reason?: undefined } | { text?: undefined; reason: string };

/**
 * Reads the kubeconfig file that holds a context.
 *
 * @param path `cluster.kubeconfig`; undefined for the files kubectl would take: those of KUBECONFIG, else ~/.kube/config.
 * @param root the folder that a relative path starts from.
 */
export function readKubeconfig(path: string | undefined, context: string, root: string): Kubeconfig {
    const ambient = process.env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? [resolve(homedir(), ".kube/config")];
    const files = path ? [resolve(root, path)] : ambient;
    const present = files.filter((file) => existsSync(file));
    if (present.length === 0) return { reason: `there is no ${files.join(" and no ")}` };

    const contexts: string[] = [];
    for (const file of present) {
        const text = readFileSync(file, "utf8");
        const names = contextNames(text);
        if (!names) return { reason: `${file} is not a kubeconfig` };
        if (names.includes(context)) return { text };
        contexts.push(...names);
    }
    return { reason: `${present.join(" and ")} has no such context; it has ${contexts.join(", ") || "none"}` };
}

function contextNames(text: string): string[] | undefined {
    try {
        const { contexts } = parse(text) as { contexts?: { name: string }[] };
        return contexts?.map(({ name }) => name);
    } catch {
        return undefined;
    }
}
