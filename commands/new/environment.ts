import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { knownStacks, project } from "../../base/checkout";
import { BadUsage, UsageError } from "../../base/error";
import { environmentsFile, messageOf, promotedFolders, readEnvironments } from "../../config/environments";
import { groups } from "../../config/schema";
import { readStackFile, stackFilePath } from "../../config/stackFile";
import { ownCheckout } from "../../config/workload/checkout";
import { didYouMean } from "../frame/nearest";
import type { Answers } from "./answers";
import type { NewFile } from "./newFile";
import { promotionsIn } from "./promotions";
import { scalarOf, withEntry, withFirst, withHeader, withoutSecrets, withScalars } from "./stackText";

/** Also the name of a stack, a folder, and a part of the name of an EKS cluster. */
const environmentName = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

interface GitOps {
    path?: string;
    addons?: string;
    checkout?: string;
    revision?: string;
}

/**
 * A new environment like another stack: its overlay, its addons, its stack's file, and its entry in the list.
 *
 * @param root the checkout
 * @throws UsageError if something is there already, or if the other stack's overlay isn't in this checkout
 */
export async function environmentFiles(answers: Answers, root: string): Promise<NewFile[]> {
    const name = await answers.text("name", "What is the environment called");
    if (!environmentName.test(name))
        throw new BadUsage(`--name takes at most 40 lower-case letters, digits and dashes, not ${name}.`);
    const from = await answers.text("from", "Like which stack of this checkout");
    const stacks = knownStacks(root);
    if (!stacks.includes(from))
        throw new BadUsage(
            `There is no stack ${from}: --from takes one of ${stacks.join(", ")}. ${didYouMean(from, stacks)}`.trim(),
        );
    const { environments, problems } = readEnvironments(root);
    const message = messageOf(problems);
    if (message !== "") throw new UsageError(message);
    const { config, secrets } = readStackFile(from, {}, root);
    const gitops = (config[`${project}:gitops`] ?? {}) as GitOps;
    const { path, addons, checkout = ownCheckout } = gitops;
    if (path === undefined || checkout !== ownCheckout)
        throw new UsageError(`The overlay of ${from} is not in this checkout: copy it there, in that repository.`);
    const folders = [path, ...(addons === undefined ? [] : [addons])];
    const there = folders.map((one) => siblingOf(one, name)).find((one) => existsSync(join(root, one)));
    if (there !== undefined || environments.some((one) => one.name === name))
        throw new UsageError(`${there ?? `${name} of ${environmentsFile}`} is there already: take another --name.`);
    const { promotesFrom } = answers.flags;
    const read = (file: string) => readFileSync(join(root, file), "utf8");
    const entry = [
        `name: ${scalarOf(name)}`,
        ...(promotesFrom === undefined ? [] : [`promotesFrom: ${scalarOf(promotesFrom)}`]),
    ];
    const list = read(environmentsFile);
    const asked = Object.keys(secrets).map((key) => key.replace(`${project}:`, ""));
    return [
        {
            path: `Pulumi.${name}.yaml`,
            text: stackText(readFileSync(stackFilePath(from, root), "utf8"), {
                from,
                name,
                config,
                asked,
                revision: revisionOf(from, root),
                promotesFrom,
            }),
        },
        ...folders.flatMap((folder) => copies(root, folder, name, overlayHeader(root, folder, name))),
        { path: environmentsFile, before: list, text: withEntry(list, ["environments"], entry) },
        ...(promotesFrom === undefined ? [] : promotionsIn(root, promotesFrom, name)),
    ];
}

interface Wanted {
    from: string;
    name: string;
    config: Readonly<Record<string, unknown>>;
    /** Names of the secrets that the new stack needs. */
    asked: readonly string[];
    revision: string;
    promotesFrom: string | undefined;
}

function stackText(text: string, { from, name, config, asked, revision, promotesFrom }: Wanted): string {
    const gitops = config[`${project}:gitops`] as GitOps;
    const tags = (config["aws:defaultTags"] as { tags?: { Stack?: string } } | undefined)?.tags;
    const cluster = (config[`${project}:cluster`] ?? {}) as Readonly<Record<string, unknown>>;
    const set = (group: string, key: string, value: string) => [["config", `${project}:${group}`, key], value] as const;
    const { path = "", addons } = gitops;
    const provider = /^secretsprovider: *(.+)$/m.exec(text)?.[1];
    const parsed = groups.cluster.safeParse(cluster);
    const eks = parsed.success && parsed.data.source === "eks" ? parsed.data : undefined;
    // Two stacks would deploy to one cluster, by the default of its name, too.
    const own = eks ? { ...cluster, name: eks.name } : cluster;
    const named =
        own.name === cluster.name
            ? text
            : withFirst(text, ["config", `${project}:cluster`], `name: ${String(own.name)}`);
    const changed = withScalars(withoutSecrets(named), [
        set("gitops", "path", siblingOf(path, name)),
        ...(addons === undefined ? [] : [set("gitops", "addons", siblingOf(addons, name))]),
        set("gitops", "revision", revision),
        ...["name", "context"].flatMap((key) => {
            const value = own[key];
            return typeof value === "string" ? [set("cluster", key, `${withoutEnd(value, from)}-${name}`)] : [];
        }),
        ...(tags?.Stack === from ? [[["config", "aws:defaultTags", "tags", "Stack"], name] as const] : []),
    ]);
    return withHeader(changed, [
        `The environment ${name}, made like the stack ${from}. In the list: ${environmentsFile}.`,
        "",
        `Replace what belongs to this environment alone: region, zones, network, addresses, roles, cluster; in Git, ${siblingOf(path, name)}.`,
        promotesFrom === undefined
            ? `It follows ${revision}: what is pushed there is deployed.`
            : `It follows ${revision} until ${promotesFrom} is first promoted to it, which sets gitops.revision to a commit.`,
        "Before the workload starts, its namespace needs the Secrets that this lists:",
        `  npx confluent-gitops secrets --overlay ${name}`,
        "",
        `  pulumi stack init ${name}${provider === undefined ? "" : ` --secrets-provider="${provider}"`}`,
        ...asked.map((secret) => `  pulumi config set --secret ${secret}`),
        "  pulumi preview",
        "  pulumi up",
    ]);
}

const withoutEnd = (text: string, end: string): string =>
    text.endsWith(`-${end}`) ? text.slice(0, -end.length - 1) : text;

/** Where a folder of the same kind is for another environment. */
const siblingOf = (folder: string, name: string): string => `${dirname(folder)}/${name}`;

/**
 * The branch at the start of the way on which changes reach a stack. A commit that the stack itself follows doesn't have
 * the new overlay.
 */
function revisionOf(stack: string, root: string): string {
    const { environments } = readEnvironments(root);
    const above = environments.find(({ name }) => name === stack)?.promotesFrom;
    if (above !== undefined) return revisionOf(above, root);
    const gitops = readStackFile(stack, {}, root).config[`${project}:gitops`] as GitOps;
    return gitops.revision ?? "main";
}

/** The files of a folder, for a new one next to it. Only the comment of its own kustomization is another one. */
function copies(root: string, folder: string, name: string, header: readonly string[]): NewFile[] {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => statSync(join(root, folder, file)).isFile())
        .sort()
        .map((file) => {
            const text = readFileSync(join(root, folder, file), "utf8");
            const path = `${siblingOf(folder, name)}/${file}`;
            return { path, text: file === "kustomization.yaml" ? withHeader(text, header) : text };
        });
}

function overlayHeader(root: string, folder: string, name: string): string[] {
    const source = `../${folder.split("/").at(-1)}`;
    const promoted = promotedFolders.filter((one) => existsSync(join(root, folder, one)));
    return [
        `For the environment ${name}, made like ${source}, whose comment says more.`,
        ...(promoted.length === promotedFolders.length
            ? ["What it runs is in release and version. What is here belongs to this environment, and is not promoted."]
            : []),
    ];
}
