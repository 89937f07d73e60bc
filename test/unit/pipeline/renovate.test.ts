import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { argocdGroup } from "../../../config/schema/operators";
import { autoscalerVersions, cfkReleases, lastWithZooKeeper } from "../../../config/support";
import { root } from "../../../base/checkout";
import { tools } from "../../../tools/catalogue";
import { read } from "./workflowFiles";

interface Manager {
    description: string;
    managerFilePatterns: string[];
    matchStrings: string[];
    depNameTemplate?: string;
}

interface Rule {
    description: string;
    groupName?: string;
    enabled?: boolean;
    matchPackageNames?: string[];
    matchDepNames?: string[];
    matchDepTypes?: string[];
    matchManagers?: string[];
    allowedVersions?: string;
    matchFileNames?: string[];
}

const { customManagers, packageRules } = JSON.parse(read(".github/renovate.json")) as {
    customManagers: Manager[];
    packageRules: Rule[];
};

const others = ["node_modules", ".git", ".tools", ".rehearsal"];

/** Every file of the checkout, by its path from there. */
const filesIn = (folder: string): string[] =>
    readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
        const path = `${folder}${entry.name}`;
        if (entry.isDirectory()) return others.includes(entry.name) ? [] : filesIn(`${path}/`);
        return [path];
    });
const files = filesIn("").sort();

/** What a custom manager finds: `file name value`. */
const found = ({ managerFilePatterns, matchStrings, depNameTemplate }: Manager): string[] =>
    files
        .filter((file) => managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file)))
        .flatMap((file) => {
            const text = read(file);
            return matchStrings.flatMap((match) =>
                [...text.matchAll(new RegExp(match, "g"))].map(
                    ({ groups }) => `${file} ${groups?.depName ?? depNameTemplate} ${groups?.currentValue}`,
                ),
            );
        });

const matches = (pattern: string, name: string): boolean =>
    pattern.endsWith("/**") ? name.startsWith(pattern.slice(0, -2)) : pattern === name;

const overlays = files.filter((file) => /^gitops\/platform\/overlays\/[^/]+\/version\/kustomization\.yaml$/.test(file));

/** Applications of addons. */
const charts = files.filter(
    (file) => /^gitops\/addons\/.*\.yaml$/.test(file) && /^kind: Application$/m.test(read(file)),
);
const valueOf = (file: string, key: string) => new RegExp(`^ +${key}: (\\S+)$`, "m").exec(read(file))?.[1];

describe("Renovate", () => {
    it("finds each version that only this project writes down, once in each place", () => {
        const argoCd = argocdGroup.shape.version.parse(undefined);
        const newest = Object.values(cfkReleases).at(-1)?.chart;
        const controller = /"aws-load-balancer-controller": \{[^}]*pinned: "(.*)"/.exec(
            read("config/charts/index.ts"),
        )?.[1];
        const autoscaler = /"cluster-autoscaler": \{[^}]*pinned: "(.*)"/.exec(read("config/charts/index.ts"))?.[1];
        const pulumi = /PULUMI_VERSION: "(.*)"/.exec(read(".gitlab-ci.yml"))?.[1];
        const tag = (file: string, image: string) =>
            new RegExp(`name: ${image}\\n *newTag: (?:&[\\w-]+ )?(.*)`).exec(read(file))?.[1];
        const of = (file: string, ...images: string[]) => images.map((image) => `${file} ${image} ${tag(file, image)}`);
        assert.ok(overlays.length >= 2);
        assert.deepEqual(customManagers.map(found), [
            [`config/schema/operators.ts argo-cd ${argoCd}`, `config/schema/operators.ts argo-cd ${argoCd}`],
            [`config/support.ts confluent-for-kubernetes ${newest}`],
            [
                `config/charts/index.ts aws-load-balancer-controller ${controller}`,
                `config/charts/index.ts cluster-autoscaler ${autoscaler}`,
            ],
            charts.map((file) => `${file} ${valueOf(file, "chart")} ${valueOf(file, "targetRevision")}`),
            Object.values(autoscalerVersions).map((version) => `config/support.ts kubernetes/autoscaler ${version}`),
            overlays.flatMap((file) => of(file, "confluentinc/cp-server")),
            overlays.flatMap((file) => of(file, "confluentinc/cp-enterprise-control-center-next-gen")),
            overlays.flatMap((file) => of(file, "confluentinc/confluent-init-container", "library/node")),
            [`.gitlab-ci.yml pulumi ${pulumi}`],
        ]);
    });

    it("finds every image of an overlay: those that it does not find have the version of one that it does", () => {
        for (const file of overlays) {
            const tags = [...read(file).matchAll(/newTag: (\S+)/g)].map(([, tag]) => tag);
            const own = tags.filter((tag) => !tag?.startsWith("*"));
            const seen = customManagers.flatMap(found).filter((line) => line.startsWith(`${file} `));
            assert.equal(seen.length, own.length, file);
        }
    });

    it("has the charts of addons in one group, each of which says its version once more, in a link", () => {
        assert.ok(charts.length >= 4);
        for (const file of charts) {
            const version = valueOf(file, "targetRevision") ?? "";
            assert.deepEqual(groupsOf(valueOf(file, "chart") ?? "", "custom.regex"), ["Addons"], file);
            assert.match(
                /^# Values: (.*)$/m.exec(read(file))?.[1] ?? "",
                new RegExp(`[/v-]${version.replaceAll(".", "\\.")}/`),
                file,
            );
        }
    });

    it("keeps the classic platform below the version without ZooKeeper, and no other", () => {
        const rule = packageRules.find(
            ({ matchPackageNames: names, allowedVersions }) =>
                allowedVersions && names?.includes("confluentinc/cp-server"),
        );
        assert.equal(rule?.allowedVersions, `<${Math.floor(Number(lastWithZooKeeper)) + 1}`);
        assert.deepEqual(rule.matchFileNames, ["gitops/platform/overlays/classic-*/**"]);
    });

    const npm = ["package.json", "policy/package.json"].flatMap((file) => {
        const {
            dependencies = {},
            devDependencies = {},
            overrides = {},
        } = JSON.parse(read(file)) as Record<string, Record<string, string>>;
        return Object.keys({ ...dependencies, ...devDependencies, ...overrides });
    });
    const groupsOf = (name: string, manager: string): string[] => [
        ...new Set(
            packageRules
                .filter(({ matchPackageNames = [], matchManagers }) => {
                    const here = !matchManagers || matchManagers.includes(manager);
                    return here && matchPackageNames.some((pattern) => matches(pattern, name));
                })
                .flatMap(({ groupName }) => (groupName ? [groupName] : [])),
        ),
    ];

    it("has exactly one group for every package", () => {
        for (const name of npm)
            assert.equal(groupsOf(name, "npm").length, 1, `${name}: ${groupsOf(name, "npm").join(", ")}`);
    });

    it("updates every tool, even if a go.mod lists it as indirect", () => {
        const indirect = packageRules.find(
            ({ matchDepTypes, enabled }) => matchDepTypes?.[0] === "indirect" && enabled,
        );
        for (const { of } of Object.values(tools)) {
            assert.equal(groupsOf(of, "gomod").length, 1, of);
            // Ours is the one that is imported, and so not indirect.
            if (of !== "github.com/alicebob/miniredis/v2") assert.ok(indirect?.matchPackageNames?.includes(of), of);
        }
    });

    it("has exactly one group for every Go module that ours import or replace", () => {
        const goMods = files.filter((file) => /^tools\/[^/]+\/go\.mod$/.test(file));
        assert.ok(goMods.length >= 5);
        for (const file of goMods) {
            const goMod = read(file).replace(/^exclude \([^)]*\)/m, "");
            const imported = [...goMod.matchAll(/^\t(\S+) v\S+$|=> (\S+) v/gm)].map(
                ([, one, other]) => one ?? other ?? "",
            );
            for (const name of imported) assert.equal(groupsOf(name, "gomod").length, 1, `${file}: ${name}`);
        }
    });

    it("names no package that no longer exists", () => {
        const text = [".gitlab-ci.yml", "config/charts/index.ts"]
            .concat(
                files.filter((file) => /^\.(github|devcontainer)\/|^tools\/[^/]+\/go\.mod$/.test(file)),
                overlays,
                charts,
            )
            .map(read)
            .join("\n");
        const names = packageRules.flatMap(({ matchPackageNames = [], matchDepNames = [] }) => [
            ...matchPackageNames,
            ...matchDepNames,
        ]);
        const templates = customManagers.map(({ depNameTemplate }) => depNameTemplate);
        const gone = names.filter((name) => {
            const bare = name.replace(/\*\*$/, "");
            const isThere = npm.some((one) => matches(name, one)) || templates.includes(name) || text.includes(bare);
            return !isThere && !["golang"].includes(name);
        });
        assert.deepEqual(gone, []);
    });
});
