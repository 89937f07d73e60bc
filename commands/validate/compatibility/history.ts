import { execFileSync } from "node:child_process";
import { parseDocuments } from "../../../config/kustomize/yaml";
import { isObject, type JsonObject, textOf } from "../../../config/kustomize/json";
import { child } from "../../../config/workload/platform";

const git = (root: string, ...args: string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });

/**
 * The objects in a folder at a revision, each with its file. Files that aren't YAML are skipped, because they aren't
 * what is checked.
 */
export function objectsAt(root: string, revision: string, folder: string): { file: string; object: JsonObject }[] {
    return git(root, "ls-tree", "-r", "--name-only", "-z", revision, "--", folder)
        .split("\0")
        .filter((file) => /\.ya?ml$/.test(file))
        .flatMap((file) =>
            objectsIn(git(root, "show", `${revision}:./${file}`), file).map((object) => ({ file, object })),
        );
}

/** The texts of a ConfigMap's schema in a file up to a revision, each once, the latest first. */
export function textsUpTo(root: string, revision: string, file: string, map: string): string[] {
    const commits = git(root, "log", "--format=%H", revision, "--", file).split("\n").filter(Boolean);
    const texts = commits.flatMap((commit) => {
        try {
            return objectsIn(git(root, "show", `${commit}:./${file}`), file).flatMap(
                (object) => schemaText(object, map) ?? [],
            );
        } catch {
            // The commit that removed the file.
            return [];
        }
    });
    return [...new Set(texts)];
}

/** The value of `schema` in the ConfigMap with that name. */
export function schemaText(object: JsonObject, map: string): string | undefined {
    const isIt = object.kind === "ConfigMap" && child(object.metadata, "name") === map;
    return isIt ? textOf(child(object.data, "schema")) || undefined : undefined;
}

function objectsIn(text: string, file: string): JsonObject[] {
    try {
        return parseDocuments(text, file, "anyone").filter(isObject);
    } catch {
        return [];
    }
}
