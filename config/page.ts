import type { z } from "zod";
import { bare, descriptionOf } from "./fields";
import { allKeys, type Key } from "./keys";
import { setCommand } from "./problems";
import { groups, secrets } from "./schema";

const introduction = `# Configuration

Set a key with \`pulumi config set --path KEY VALUE\`, or write it to \`Pulumi.<stack>.yaml\` under \`confluent-gitops:<group>\`.
Unknown keys and invalid values are rejected before anything is created, and you see all of them at once.

In addition, every stack on AWS needs \`aws:region\`. \`aws:profile\` and one role in \`aws:assumeRoles\` also apply to the cluster's
kubeconfig. The version of Confluent Platform, and whether it uses ZooKeeper or KRaft, are not set here: the program reads them from
the overlay at \`gitops.path\`.

This page is generated from the schema in \`config/\` by \`npm run docs\`; \`npm test\` fails if it is out of date.
`;

const about: Record<string, string> = {
    network: "The VPC. Applies only with `cluster.source` `eks`.",
    cluster:
        "The Kubernetes cluster: one that the stack creates, an existing EKS cluster, or any cluster in a kubeconfig.",
    confluent: "Confluent for Kubernetes, the operator.",
    argocd: "Argo CD.",
    gitops: "What Argo CD follows, and how it syncs.",
    storage: "The volumes of a cluster that the stack creates.",
    iam: "For companies that allow roles only with a permissions boundary, or below a path.",
    mirrors: "For companies whose clusters have no internet access.",
};

const columns = ["key", "type", "default", "meaning", "example"];

/** docs/configuration.md: every key with its type, default, meaning and an example. */
export function configurationPage(): string {
    const sections = Object.keys(groups).map((group) =>
        [`## ${group}`, about[group] ?? "", table(allKeys.filter(({ path }) => path.startsWith(`${group}.`)))].join(
            "\n\n",
        ),
    );
    const secretSection = [
        "## Secrets",
        "These keys are encrypted in the stack's file: set them with `pulumi config set --secret KEY`. Unencrypted values are rejected.",
        table(allKeys.filter(({ path }) => path in secrets)),
    ].join("\n\n");
    return [introduction.trimEnd(), ...sections, secretSection].join("\n\n") + "\n";
}

function table(keys: readonly Key[]): string {
    const rows = keys.map((key) => {
        const { allowed, meaning, example } = descriptionOf(key.schema) ?? { allowed: "", meaning: "", example: "" };
        return [
            code(key.path),
            `${typeOf(key.schema)}: ${allowed}`,
            key.path in secrets ? "none" : defaultOf(key),
            key.sources.length === 1 ? `With source ${code(key.sources[0] ?? "")}. ${meaning}` : meaning,
            key.path in secrets
                ? code(`pulumi config set --secret ${key.path} ${String(example)}`.trim())
                : exampleOf(key, example),
        ];
    });
    return [columns, columns.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

const code = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|");

function exampleOf({ path }: Key, example: unknown): string {
    return typeof example === "object" ? code(JSON.stringify(example)) : code(setCommand(path, example));
}

const typeNames: Record<string, string> = {
    enum: "word",
    literal: "word",
    int: "number",
    object: "keys",
    array: "list",
    string: "text",
    pipe: "text",
};

function typeOf(schema: z.core.$ZodType): string {
    const type = bare(schema)._zod.def.type;
    return typeNames[type] ?? type;
}

/** The default as JSON; `required` if there is none, `-` if the key is optional. */
function defaultOf({ path, schema }: Key): string {
    if (path === "network.source") return code("create");
    if (path === "cluster.source") return code("eks");
    const { type, defaultValue } = schema._zod.def as { type: string; defaultValue?: unknown };
    if (type === "default") return code(typeof defaultValue === "string" ? defaultValue : JSON.stringify(defaultValue));
    return type === "optional" ? "-" : "required";
}
