import { existsSync, lstatSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { z } from "zod";
import { OverlayError } from "../../kustomize/error";
import { Checkout } from "../../kustomize/files";
import { type Resource, toResources } from "../../kustomize/resource";
import { platformFolder, prefixOf, rulesFile, teamFile, teamName } from "./names";
import { parseRules, readStrictly, type TeamRules } from "./rulesFile";

export * from "./names";

const about = z.strictObject({
    owner: z.string().min(1, "is empty"),
    contact: z.string().min(1, "is empty").optional(),
    description: z.string().min(1, "is empty").optional(),
});

/** A team's description of itself: who is responsible for it, and how to contact them. */
export type About = z.output<typeof about>;

/** A team: a folder, and everything in it. */
export interface Team {
    name: string;
    /** The prefix of the names of everything that it owns. */
    prefix: string;
    /** Relative to the top of the checkout. */
    folder: string;
    about: About;
    resources: readonly Resource[];
}

/** The contents of the folder `gitops.teams`. */
export interface Teams {
    teams: readonly Team[];
    rules: TeamRules;
    /** All objects of all teams, each with the file that defines it. */
    resources: readonly Resource[];
    /** Files that were read for it, relative to the top of the checkout. */
    files: readonly string[];
}

/**
 * Reads a folder of teams as Argo CD does: each folder in it is a team, and each YAML file below that is deployed,
 * except its team.yaml.
 *
 * @param root the checkout
 * @param path the folder, relative to it
 * @throws OverlayError with file, what is wrong and what to do
 */
export function readTeams(root: string, path: string): Teams {
    const checkout = new Checkout(root);
    const folder = path.replace(/\/+$/, "");
    const rules = rulesIn(checkout, folder);
    const base = `${folder}/${platformFolder}/project/kustomization.yaml`;
    if (!existsSync(join(root, base))) {
        const fix = "copy gitops/teams/platform from the program: each team's AppProject is built from it";
        throw new OverlayError(base, "is not there", fix);
    }
    const teams = foldersIn(root, folder)
        .filter((name) => name !== platformFolder)
        .map((name) => teamIn(checkout, root, folder, name));
    const known = teams.map(({ name }) => name);
    const stranger = Object.keys(rules.teams).find((name) => !known.includes(name));
    if (stranger !== undefined) {
        throw new OverlayError(
            rules.file,
            `has teams.${stranger}, but there is no such team`,
            `remove it; the teams are ${known.join(", ") || "none"}`,
        );
    }
    return { teams, rules, resources: teams.flatMap(({ resources }) => resources), files: [...checkout.seen.keys()] };
}

function rulesIn(checkout: Checkout, folder: string): TeamRules {
    const file = `${folder}/${rulesFile}`;
    if (!existsSync(join(checkout.root, file)))
        throw new OverlayError(file, "is not there", "add it: every: {} limits nothing");
    return parseRules(checkout.documents(file), file);
}

function teamIn(checkout: Checkout, root: string, above: string, name: string): Team {
    const folder = `${above}/${name}`;
    if (!teamName.test(name)) {
        const fix =
            "rename the folder: lower-case letters, digits and dashes, at most 42, and no dot, which ends a prefix";
        throw new OverlayError(folder, "is not a valid name for a team", fix);
    }
    const file = `${folder}/${teamFile}`;
    if (!existsSync(join(root, file))) {
        throw new OverlayError(
            file,
            "is not there: every folder here is a team",
            `add it, with owner: WHO; or move ${folder}`,
        );
    }
    const [document = {}] = checkout.documents(file);
    const files = filesIn(root, folder).filter((one) => one !== file);
    return {
        name,
        prefix: prefixOf(name),
        folder,
        about: readStrictly(about, document, file),
        resources: files.flatMap((one) => toResources(checkout.documents(one), one)),
    };
}

/**
 * Git has no empty folders, and Argo CD's generator skips hidden ones (`GetDirectories` in
 * reposerver/repository/repository.go).
 */
const foldersIn = (root: string, folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map(({ name }) => name)
        .sort();

/**
 * The files that Argo CD reads in a folder of plain manifests, in its order (`findManifests` in
 * reposerver/repository/repository.go).
 */
function filesIn(root: string, folder: string): string[] {
    return readdirSync(join(root, folder))
        .sort()
        .flatMap((name) => {
            const path = `${folder}/${name}`;
            const stat = lstatSync(join(root, path));
            if (stat.isSymbolicLink()) throw new OverlayError(path, "is a link", "put the file itself there");
            if (stat.isDirectory()) return filesIn(root, path);
            if (name.startsWith(".argocd-source")) {
                throw new OverlayError(
                    path,
                    "would make Argo CD use settings other than the stack's",
                    `git rm ${path}`,
                );
            }
            if ([".yaml", ".yml"].includes(extname(name))) return [path];
            if ([".json", ".jsonnet", ".libsonnet"].includes(extname(name))) {
                throw new OverlayError(
                    path,
                    "would be deployed by Argo CD, too, but is not YAML",
                    "convert it to YAML",
                );
            }
            return [];
        });
}
