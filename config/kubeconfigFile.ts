import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

/** Why a kubeconfig can't be used. It quotes only the names of files, contexts, clusters and users. */
export class KubeconfigError extends Error {
    /** @param isMissing whether there is no kubeconfig at all, rather than an invalid one */
    constructor(
        message: string,
        readonly isMissing = false,
    ) {
        super(message);
    }
}

const text = z.string().nullish();
const truth = z.boolean().nullish();
/** Go's base64 decoder accepts line ends, but no other character outside base64. */
const data = text.refine((value) => {
    const plain = value?.replace(/[\r\n]/g, "") ?? "";
    return Buffer.from(plain, "base64").toString("base64") === plain;
}, "is not base64");

const cluster = z.looseObject({
    server: text,
    "certificate-authority": text,
    "certificate-authority-data": data,
    "insecure-skip-tls-verify": truth,
    "tls-server-name": text,
    "proxy-url": text,
});
const user = z.looseObject({
    "client-certificate": text,
    "client-certificate-data": data,
    "client-key": text,
    "client-key-data": data,
    token: text,
    tokenFile: text,
    username: text,
    password: text,
    as: text,
    "as-uid": text,
    "as-groups": z.array(z.string()).nullish(),
    "as-user-extra": z.record(z.string(), z.array(z.string())).nullish(),
    "auth-provider": z.looseObject({ name: text }).nullish(),
    exec: z
        .looseObject({
            apiVersion: text,
            command: text,
            args: z.array(z.string()).nullish(),
            env: z.array(z.looseObject({ name: text, value: text })).nullish(),
            interactiveMode: text,
        })
        .nullish(),
});
const context = z.looseObject({ cluster: text, user: text, namespace: text });

/** An entry that is null or left out is empty. */
const none = <Shape extends z.ZodType>(shape: Shape) => z.preprocess((value) => value ?? {}, shape);
/** An entry's kind is also the name of its field. */
const named = <Shape extends z.ZodObject>(shape: Shape) =>
    z.preprocess(
        (value) => value ?? [],
        z.array(shape).superRefine((entries, issues) => {
            const names = entries.map(({ name }) => name as string);
            const twice = names.find((name, at) => names.indexOf(name) < at);
            if (twice !== undefined) issues.addIssue(`two entries of the name ${twice}`);
        }),
    );

/** The types that client-go decodes (tools/clientcmd/api/v1), just as strictly: `token: 123` isn't a string. */
const file = z.looseObject({
    apiVersion: z.enum(["v1", ""]).nullish(),
    kind: z.enum(["Config", ""]).nullish(),
    clusters: named(z.looseObject({ name: z.string(), cluster: none(cluster) })),
    users: named(z.looseObject({ name: z.string(), user: none(user) })),
    contexts: named(z.looseObject({ name: z.string(), context: none(context) })),
    "current-context": text,
});

export type KubeconfigFile = z.infer<typeof file>;
export type Cluster = z.infer<typeof cluster>;
export type User = z.infer<typeof user>;
export type Context = z.infer<typeof context>;

/**
 * A file whose paths are made absolute, relative to its own folder. An empty file contributes nothing.
 * @throws KubeconfigError
 */
export function readFile(path: string): KubeconfigFile {
    const parsed = file.safeParse(documentIn(path));
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const place = issue?.path.join(".");
        throw new KubeconfigError(`${path} is not a kubeconfig (${place ? `${place}: ` : ""}${issue?.message ?? ""})`);
    }
    const folder = dirname(path);
    for (const entry of parsed.data.clusters) absolute(entry.cluster, ["certificate-authority"], folder);
    for (const { user } of parsed.data.users) {
        absolute(user, ["client-certificate", "client-key", "tokenFile"], folder);
        // A bare name is looked up on PATH.
        if (user.exec?.command?.includes("/")) absolute(user.exec, ["command"], folder);
    }
    return parsed.data;
}

/**
 * The first document, as client-go reads it: as YAML 1.1, in which `yes` means true. Of two fields with the same name,
 * the later one counts, and no text is a date.
 */
function documentIn(path: string): unknown {
    const [document] = parseAllDocuments(contentsOf(path).toString("utf8"), {
        prettyErrors: false,
        version: "1.1",
        uniqueKeys: false,
        customTags: (tags) => tags.filter((tag) => typeof tag === "string" || !tag.tag.endsWith(":timestamp")),
    });
    // The parser's message quotes the line, which may contain a key.
    const [error] = document?.errors ?? [];
    if (error) throw new KubeconfigError(`${path} is not YAML (${error.code}, at character ${error.pos[0]})`);
    return document?.toJS() ?? {};
}

/** @param as how the kubeconfig names the file, if it isn't the kubeconfig itself */
export function contentsOf(path: string, as?: string): Buffer {
    const role = as === undefined ? "" : `, which the kubeconfig names as ${as}`;
    if (!existsSync(path)) throw new KubeconfigError(`there is no ${path}${role}`);
    if (statSync(path).isDirectory()) throw new KubeconfigError(`${path} is a folder${role}`);
    try {
        return readFileSync(path);
    } catch (error) {
        throw new KubeconfigError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})${role}`);
    }
}

function absolute(fields: Record<string, unknown>, keys: readonly string[], folder: string): void {
    for (const key of keys) {
        const path = fields[key];
        if (typeof path === "string" && path !== "" && !isAbsolute(path)) fields[key] = join(folder, path);
    }
}
