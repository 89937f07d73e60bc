import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { withKraft, withMigration, withoutMigration } from "../../../../commands/migrate/edits";
import { factsOf } from "../../../../commands/migrate/facts";
import { plan } from "../../../../commands/migrate/plan";
import { positionOf } from "../../../../commands/migrate/position";
import { render } from "../../../../commands/migrate/render";
import { type Edit, patchOf } from "../../../../commands/upgrade/operator/edits";
import { Checkout, on } from "../upgrade/checkout";
import { application, live, migrating } from "./world";

const classic = "gitops/platform/overlays/classic-eks";
const version = `${classic}/version/kustomization.yaml`;
const at = () => new Checkout("3.4.0");
const apply = async ({ folder }: Checkout, edits: readonly Edit[]) =>
    execFileSync("git", ["apply"], { cwd: folder, input: await patchOf(edits) });

describe("what npx confluent-gitops migrate commits", () => {
    for (const path of [classic, "gitops/platform/overlays/classic-dev"]) {
        it(`takes ${path} through the migration to KRaft, and changes nothing else in it`, () =>
            on(at(), async (checkout) => {
                const before = checkout.overlay(path);
                await apply(checkout, withMigration(checkout.folder, path));
                const during = checkout.overlay(path);
                assert.equal(during.coordination, "ZooKeeper");
                const added = during.resources.filter(
                    ({ name, kind }) => !before.resources.some((one) => one.name === name && one.kind === kind),
                );
                assert.deepEqual(added.map(({ kind }) => kind).sort(), ["KRaftController", "KRaftMigrationJob"]);
                const [held] = added.filter(({ kind }) => kind === "KRaftController");
                const { annotations } = (held?.object as { metadata: { annotations: Record<string, string> } })
                    .metadata;
                assert.equal(annotations["platform.confluent.io/kraft-migration-hold-krc-creation"], "true");
                assert.equal(annotations["platform.confluent.io/use-log4j1"], "true");
                assert.equal(annotations["argocd.argoproj.io/sync-options"], "Prune=false");
                const kafkaOf = ({ resources }: typeof before) =>
                    resources.find(({ kind }) => kind === "Kafka")?.object;
                assert.deepEqual(kafkaOf(during), kafkaOf(before), "Kafka is the job's to change");

                await apply(checkout, withKraft(checkout.folder, path));
                const then = checkout.overlay(path);
                assert.equal(then.coordination, "KRaft");
                assert.ok(!then.kinds.some(({ kind }) => ["Zookeeper", "KRaftMigrationJob"].includes(kind)));
                const controller = then.resources.find(({ kind }) => kind === "KRaftController");
                assert.doesNotMatch(JSON.stringify(controller?.object), /kraft-migration/);
            }));
    }

    it("is taken back to the letter", () =>
        on(at(), async (checkout) => {
            const before = checkout.read(`${classic}/kustomization.yaml`);
            await apply(checkout, withMigration(checkout.folder, classic));
            await apply(checkout, withoutMigration(checkout.folder, classic));
            assert.equal(checkout.read(`${classic}/kustomization.yaml`), before);
        }));

    const patch = (checkout: Checkout, kind: string, spec: string) => {
        const text = checkout.read(`${classic}/kustomization.yaml`);
        const one = `  - target: { kind: ${kind} }\n    patch: |-\n      apiVersion: platform.confluent.io/v1beta1\n      kind: any\n      metadata: { name: any }\n      spec: { ${spec} }\n`;
        const patched = text.includes("\npatches:\n")
            ? text.replace("\npatches:\n", `\npatches:\n${one}`)
            : `${text.trimEnd()}\npatches:\n${one}`;
        checkout.change(`${classic}/kustomization.yaml`, text, patched);
    };
    const facts = (checkout: Checkout) => factsOf("eks", checkout.folder);
    for (const [tag, says] of [
        ["7.5.3", /only 7\.6 to 7\.9 can be migrated to KRaft/],
        ["7.6.0", /Confluent recommends no migration/],
    ] as const) {
        it(`is refused from Confluent Platform ${tag}`, () =>
            on(new Checkout("3.3.0"), (checkout) => {
                checkout.change(version, /7\.9\.11/g, tag);
                assert.throws(() => facts(checkout), says);
            }));
    }

    it("is refused while the operator is kept away from its components", () =>
        on(at(), (checkout) => {
            checkout.change(
                `${classic}/kustomization.yaml`,
                "  - version",
                "  - ../../components/block-reconcile\n  - version",
            );
            assert.throws(() => facts(checkout), /Finish the upgrade first/);
        }));

    it("is refused if Git sets what the job sets", () =>
        on(at(), (checkout) => {
            patch(checkout, "Kafka", "configOverrides: { server: [inter.broker.protocol.version=3.9] }");
            assert.throws(() => facts(checkout), /has inter\.broker\.protocol\.version=3\.9 in spec\.configOverrides/);
        }));

    it("knows how ZooKeeper is reached, and which quorum the controllers are to form", () =>
        on(at(), async (checkout) => {
            const known = () => {
                const { zookeeper, isDynamic } = facts(checkout);
                return { ...zookeeper, isDynamic };
            };
            assert.deepEqual(known(), { tls: false, sasl: false, isDynamic: false });
            await apply(checkout, withMigration(checkout.folder, classic));
            patch(checkout, "Zookeeper", "tls: { secretRef: tls-zookeeper }");
            patch(checkout, "Zookeeper", "authentication: { type: digest, jaasConfig: { secretRef: zookeeper } }");
            patch(checkout, "KRaftController", "dynamicQuorumConfig: { enabled: true, bootstrapPod: 0 }");
            assert.deepEqual(known(), { tls: true, sasl: true, isDynamic: true });
        }));

    it("is refused if network policies block the controllers' connection to ZooKeeper", () =>
        on(at(), (checkout) => {
            const file = `${classic}/kustomization.yaml`;
            checkout.change(file, "  - version", "  - ../../components/network-policies\n  - version");
            assert.throws(() => facts(checkout), /does not let the KRaft controllers reach ZooKeeper on port 2181/);
        }));

    it("is refused with what pulumi up refuses, such as an operator of another release than its init image", () =>
        on(at(), (checkout) => {
            checkout.stack("eks", classic, { version: "3.3.0" });
            assert.throws(() => facts(checkout), /is not the init image's version/);
        }));

    it("sets the version of Kafka's protocol if the operator cannot know it", () =>
        on(new Checkout("3.2.0"), (checkout) => {
            const runs = () => {
                const found = { ...facts(checkout), hasJob: true, autoSync: false };
                return plan(found, positionOf(found, live(), false)).find(({ name }) => name === "create")?.runs ?? [];
            };
            const annotated =
                /annotate --overwrite kafka kafka platform\.confluent\.io\/kraft-migration-ibp-version=3\.9$/;
            assert.match(runs()[0] ?? "", annotated, "an operator before 3.3");
            checkout.stack("eks", classic, { version: "3.2.0" }, {}, { images: "registry.example.com" });
            assert.match(runs()[0] ?? "", annotated, "a mirror");
            assert.equal(runs().length, 2);
        }));

    it("prints what is next in full, and no command while the job says wait", () =>
        on(at(), async (checkout) => {
            const text = (found: Parameters<typeof positionOf>[1], more = {}) => {
                const git = { ...facts(checkout), ...more };
                const position = positionOf(git, found, false);
                return render(git, position, plan(git, position));
            };
            const first = await text(live({ application: application(true) }));
            assert.match(first, /^pulumi config set --path gitops\.autoSync false --stack eks$/m);
            assert.match(first, /^pulumi up --stack eks$/m);
            const second = await text(live(), { autoSync: false });
            assert.match(second, /^1\. Stop Argo CD from syncing this Application \(done\)$/m);
            assert.match(second, /^git apply <<'PATCH'$[^]*^\+ {2}- \.\.\/\.\.\/components\/kraft-migration$/m);
            const waiting = await text(migrating({ phase: "MIGRATE", subPhase: "x" }), {
                autoSync: false,
                hasJob: true,
            });
            assert.match(waiting, /Do nothing now but wait/);
            assert.doesNotMatch(waiting, /git apply|annotate|pulumi/);
        }));
});
