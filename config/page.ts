import type { z } from "zod";
import { bare, descriptionOf } from "./fields";
import { allKeys, type Key } from "./keys";
import { setCommand } from "./problems";
import { groups, secrets } from "./schema";

const introduction = `# Configuration

Made from the schema in \`config/\` by \`npm run docs\`; \`npm test\` fails when it is stale. Set a key with
\`pulumi config set --path KEY VALUE\`, or write it in \`Pulumi.<stack>.yaml\` under \`confluent-gitops:<group>\`.
A key that is not here is refused, and so is a value that is not allowed: all at once, before anything is created.
Beside these there is \`aws:region\`, for every stack on AWS; \`aws:profile\` and one role in \`aws:assumeRoles\` hold for the
cluster's kubeconfig as well. Confluent Platform's version, and whether it uses ZooKeeper
or KRaft, are not set here: they are read from the overlay at \`gitops.path\`.
`;

const about: Record<string, string> = {
    network: "The VPC. Only with `cluster.source` `eks`.",
    cluster: "The Kubernetes cluster: one that the stack makes, an EKS cluster by name, or any by its kubeconfig.",
    confluent: "Confluent for Kubernetes, the operator.",
    argocd: "Argo CD.",
    gitops: "What Argo CD follows, and how.",
    storage: "Volumes of a cluster that the stack makes.",
    iam: "For companies that let roles be made with a boundary, or below a path, alone.",
    mirrors: "For companies whose clusters reach nothing outside.",
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
        "Keys of their own, encrypted in the stack's file: `pulumi config set --secret KEY`. In the clear they are refused.",
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

/** The default as JSON; `required` where there is none, `-` where the key may be left out. */
function defaultOf({ path, schema }: Key): string {
    if (path === "network.source") return code("create");
    if (path === "cluster.source") return code("eks");
    const { type, defaultValue } = schema._zod.def as { type: string; defaultValue?: unknown };
    if (type === "default") return code(typeof defaultValue === "string" ? defaultValue : JSON.stringify(defaultValue));
    return type === "optional" ? "-" : "required";
}
