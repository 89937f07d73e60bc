import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareAddons } from "../../../../commands/diff/addons";
import { renderAddons } from "../../../../commands/diff/markdown/addons";
import type { AddonsComparison } from "../../../../commands/diff/model";
import { objectsIn } from "../../../../rehearsal/overlays/objects";

const path = "gitops/addons/overlays/eks";
const platform = "gitops/platform/overlays/eks";
const stack = { stack: "eks", path, prune: true };

interface Parts {
    chart?: string;
    version?: string;
    namespace?: string;
    helm?: string;
}

const addon = (name: string, { chart = name, version = "1.2.3", namespace = name, helm = "" }: Parts = {}) =>
    `kind: Application\nmetadata: { name: ${name} }\nspec: { destination: { namespace: ${namespace} }, source: { chart: ${chart}, targetRevision: ${version}, helm: { ${helm} } } }\n`;

describe("the addons that diff compares", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "addons-diff-"));
        for (const side of ["base", "head"])
            for (const each of [path, platform]) {
                mkdirSync(join(folder, side, each), { recursive: true });
                writeFileSync(join(folder, side, each, "kustomization.yaml"), "resources: []\n");
            }
    });
    after(() => rmSync(folder, { recursive: true }));

    /** What comes of two renderings of the addons, beside what the platform renders. */
    async function compared(base: string[], head: string[], more: { prune?: boolean; workload?: string } = {}) {
        const texts: Record<string, string> = {
            [join(folder, "base", path)]: base.join("---\n"),
            [join(folder, "head", path)]: head.join("---\n"),
            [join(folder, "head", platform)]: more.workload ?? "",
        };
        const sideOf = (name: string) => ({ checkout: join(folder, name), label: name });
        const sides = { base: sideOf("base"), head: sideOf("head") };
        const pair = { path, followers: [{ ...stack, prune: more.prune ?? true }], platform: [platform] };
        const [comparison] = await compareAddons([pair], sides, (checkout, at) =>
            Promise.resolve(objectsIn(texts[join(checkout, at)] ?? assert.fail(at))),
        );
        return comparison ?? assert.fail();
    }
    const said = ({ losses }: AddonsComparison) =>
        losses.map(({ severity, what, lost }) => `${severity}: ${what}. ${lost}`);

    it("have both sides' versions, the values that change, and the URL of the release notes", async () => {
        const helm = (memory: string) => `valuesObject: { resources: { memory: ${memory} }, pullSecrets: [] }`;
        const comparison = await compared(
            [addon("cert-manager", { version: "v1.21.2", helm: helm("96Mi") })],
            [addon("cert-manager", { version: "v1.21.3", helm: helm("128Mi") }), addon("other")],
        );
        assert.equal(comparison.state, "changed");
        assert.deepEqual(comparison.losses, []);
        assert.deepEqual(comparison.addons, [
            {
                op: "changed",
                name: "cert-manager",
                chart: "cert-manager",
                version: { before: "v1.21.2", after: "v1.21.3" },
                releases: "https://cert-manager.io/docs/releases/",
                fields: [
                    {
                        path: "spec.source.helm.valuesObject.resources.memory",
                        before: "96Mi",
                        after: "128Mi",
                        forces: false,
                    },
                ],
            },
            { op: "added", name: "other", chart: "other", version: { after: "1.2.3" }, fields: [] },
        ]);
        const page = renderAddons(comparison);
        assert.match(page, /^### Addons `gitops\/addons\/overlays\/eks` \(followed by `eks`\): 1 changed, 1 added$/m);
        assert.match(
            page,
            /^\| changed \| `cert-manager` \| `cert-manager` \(\[releases\]\(https:\S+\)\) \| `v1\.21\.2` → `v1\.21\.3` \|$/m,
        );
        assert.match(page, /^\| {2}\| {2}\| `valuesObject\.resources\.memory` \| `96Mi` → `128Mi` \|$/m);
        assert.match(page, /^\| added \| `other` \| `other` \| – → `1\.2\.3` \|$/m);
    });

    it("lose something with a version that may break, or with a downgrade, and with no other", async () => {
        const of = async (before: string, after: string) =>
            said(
                await compared(
                    [addon("trust-manager", { version: before })],
                    [addon("trust-manager", { version: after })],
                ),
            );
        for (const [before, after] of [
            ["v1.21.2", "v2.0.0"],
            ["0.25.0", "0.26.0"],
            ["v0.25.0", "v1.0.0"],
        ] as const) {
            const losses = await of(before, after);
            assert.equal(losses.length, 1, `${before} ${after}`);
            assert.match(
                losses[0] ?? "",
                /^service: .*`version` changes from .*may drop .*CRDs: read \[its release notes\]/,
            );
            assert.match(losses[0] ?? "", /every object of that kind/);
        }
        for (const [before, after] of [
            ["v1.21.2", "v1.20.9"],
            ["2.0.0", "1.9.9"],
            ["0.25.1", "0.25.0"],
        ] as const)
            assert.match(
                (await of(before, after)).join(),
                /^service: .*An older chart may not understand/,
                `${before} ${after}`,
            );
        for (const [before, after] of [
            ["v1.21.2", "v1.22.0"],
            ["0.25.0", "0.25.1"],
            ["2.9.0", "v2.9.0"],
        ] as const)
            assert.deepEqual(await of(before, after), [], `${before} ${after}`);
    });

    it("lose data if a chart is told to create no CRDs, also by its own default", async () => {
        const of = async (chart: string, before: string, after: string) =>
            said(await compared([addon(chart, { helm: before })], [addon(chart, { helm: after })])).join();
        const on = "valuesObject: { crds: { enabled: true } }";
        const off = "valuesObject: { crds: { enabled: false } }";
        assert.match(
            await of("cert-manager", on, off),
            /^data: .*`valuesObject\.crds\.enabled` .*every object of that kind/,
        );
        // cert-manager's chart has none unless it is told so, trust-manager's has them.
        assert.match(await of("cert-manager", on, ""), /^data: /);
        assert.equal(await of("trust-manager", on, ""), "");
        assert.match(await of("trust-manager", "", off), /^data: /);
        const none = "valuesObject: { installCRDs: false }";
        assert.match(
            await of("external-secrets", "", none),
            /^data: .*The Secrets that ExternalSecrets created are deleted, too/,
        );
        assert.match(
            await of("sealed-secrets", "", "skipCrds: true"),
            /^data: .*SealedSecrets created are deleted, too/,
        );
        assert.equal(await of("cert-manager", off, on), "");
    });

    it("lose a service if one is removed, and say what in the platform uses it", async () => {
        const object = (kind: string, name: string, group = "cert-manager.io") =>
            `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
        const names = ["a", "b", "c", "d", "e"];
        const workload = [
            ...names.map((name) => object("Certificate", name)),
            object("Kafka", "kafka", "platform.confluent.io"),
        ].join("---\n");
        const both = [addon("cert-manager"), addon("external-secrets")];
        const used = said(await compared(both, [addon("external-secrets")], { workload }));
        assert.equal(used.length, 1);
        assert.match(
            used[0] ?? "",
            /^service: the addon `cert-manager` is removed from Git\. .*`gitops\/platform\/overlays\/eks` uses it: `Certificate\/a`, `Certificate\/b`, `Certificate\/c` and 2 more\.$/,
        );
        const unused = said(await compared(both, [addon("cert-manager")], { workload }));
        assert.doesNotMatch(unused.join(), /uses it/);
        const kept = said(await compared(both, [addon("cert-manager")], { workload, prune: false }));
        assert.match(kept.join(), /^service: .*Kept: /);
    });

    it("lose data where the keys of Sealed Secrets go, with the addon or its namespace", async () => {
        const other = addon("other");
        const before = [addon("sealed-secrets"), other];
        assert.match(said(await compared(before, [other])).join(), /^data: .*can be unsealed again/);
        const moved = said(await compared(before, [addon("sealed-secrets", { namespace: "x" }), other]));
        assert.match(moved.join(), /^data: .*`spec\.destination\.namespace` .*can be unsealed again/);
        const harmless = [addon("cert-manager", { namespace: "x" }), other];
        assert.match(said(await compared([addon("cert-manager"), other], harmless)).join(), /^service: /);
    });

    it("lose what the previous chart created if the chart is a different one", async () => {
        const losses = said(await compared([addon("a")], [addon("a", { chart: "b" })]));
        assert.match(losses.join(), /^data: .*`spec\.source\.chart` changes from `a` to `b`/);
    });
});
