import assert from "node:assert/strict";
import { parse } from "yaml";
import { checkShape } from "../../../shape";
import { overlays, World } from "./world";

const versions = (stack: string) => `${overlays}/${stack}/version/kustomization.yaml`;
const release = (stack: string) => `${overlays}/${stack}/release/kustomization.yaml`;
const revisionIn = (text: string) =>
    (parse(text) as { config: Record<string, { revision: string }> }).config["confluent-gitops:gitops"]?.revision;

describe("promote", () => {
    let world: World;
    before(() => (world = new World()));
    after(() => world.remove());
    afterEach(() => {
        world.git("checkout", "--quiet", "--force", "main");
        world.git("reset", "--quiet", "--hard", "v1.0.0");
        for (const branch of world.branches().filter((name) => name !== "main")) world.git("branch", "-D", branch);
    });

    it("brings versions, components and settings, leaves size and addresses, and has prod follow that commit", async () => {
        world.edit(versions("prod"), "&platform 8.3.2", "&platform 8.2.0");
        world.edit("Pulumi.prod.yaml", "v1.0.0", "v1.1.0");
        world.commit("prod is behind");
        world.git("tag", "--force", "v1.1.0");
        world.edit(release("staging"), /.*priority\n/, "");
        world.edit(`${overlays}/staging/kustomization.yaml`, "size-medium", "size-demo");
        const head = world.commit("A change of staging");
        const report = await world.promote();

        const [first = "", second = ""] = report.commits;
        const branch = `promote/staging-to-prod-${head.slice(0, 7)}`;
        assert.equal(report.branch, branch);
        assert.equal(world.git("rev-parse", branch), second);
        assert.equal(world.git("rev-parse", `${second}^^`), head);
        assert.deepEqual(world.git("diff", "--name-only", head, first).split("\n"), [
            release("prod"),
            versions("prod"),
        ]);
        for (const of of [versions, release])
            assert.equal(world.git("show", `${first}:${of("prod")}`), world.read(of("staging")).trimEnd());
        assert.deepEqual(world.git("diff", "--name-only", first, second), "Pulumi.prod.yaml");
        const stack = world.git("show", `${second}:Pulumi.prod.yaml`);
        assert.equal(revisionIn(stack), first);
        assert.equal(
            stack.replace(first, "v1.1.0"),
            world.read("Pulumi.prod.yaml").trimEnd(),
            "nothing else of the file",
        );

        assert.deepEqual(report.revision, { before: "v1.1.0", after: first });
        assert.equal(report.title, "Promote staging to prod: Confluent Platform 8.3.2");
        const fields = report.objects.find(({ object }) => object === "Kafka/kafka")?.fields.map(({ path }) => path);
        assert.deepEqual(fields, ["spec.image.application", "spec.podTemplate.priorityClassName"]);
        assert.match(report.text, /\| changed \| `Kafka\/kafka` \| `spec\.image\.application` \| .*8\.2\.0.*8\.3\.2/);
        assert.match(
            report.text,
            /### `git revert` doesn't take this back\n\n- .*Kafka has no way back from 8\.3 to 8\.2/,
        );
        assert.match(report.text, /merge without squashing/);
        checkShape("promote", JSON.stringify(report));
        assert.equal(world.git("status", "--porcelain"), "", "the working copy is as it was");
        assert.equal(world.git("symbolic-ref", "--short", "HEAD"), "main");
        // The way back.
        world.git("merge", "--quiet", "--no-ff", "--no-edit", branch);
        world.git("revert", "--no-edit", "-m", "1", "HEAD");
        assert.equal(world.git("diff", head, "HEAD"), "");
    });

    it("moves prod to what staging runs where only the base has changed, and says what of it is new there", async () => {
        world.edit("gitops/platform/base/kafka.yaml", "component: kafka", "component: broker");
        const head = world.commit("A change of the base");
        const report = await world.promote();
        assert.deepEqual(report.files, []);
        assert.deepEqual(report.revision, { before: "v1.0.0", after: head });
        assert.equal(report.commits.length, 1);
        assert.ok(report.objects.some(({ object }) => object === "Kafka/kafka"));
        assert.match(report.text, /Nothing differs in what is taken over from staging/);
    });

    it("makes one commit for an environment that follows a branch, and none if nothing differs", async () => {
        const nothing = await world.promote();
        assert.deepEqual([nothing.branch, nothing.commits, nothing.revision, nothing.objects], [null, [], null, []]);
        world.edit("Pulumi.prod.yaml", "revision: v1.0.0", "revision: main");
        world.edit(versions("staging"), "22.14.0-alpine", "22.15.0-alpine");
        world.commit("prod follows main");
        const report = await world.promote(world.live(), { branch: "mine" });
        assert.deepEqual([report.branch, report.commits.length, report.revision], ["mine", 1, null]);
        assert.equal(report.title, "Promote staging to prod");
        assert.match(report.text, /prod follows a branch: Argo CD deploys this once it is merged/);
        assert.doesNotMatch(report.text, /doesn't take this back/);
    });

    it("creates no branch with --dry-run, and says that a missing revision was not compared", async () => {
        world.edit("Pulumi.prod.yaml", "revision: v1.0.0", "revision: v0.9.0");
        world.edit(versions("staging"), "22.14.0-alpine", "22.15.0-alpine");
        world.commit("prod follows what nobody has");
        const report = await world.promote(world.live(), { dryRun: true });
        assert.deepEqual([report.branch, report.commits], [null, []]);
        assert.deepEqual(world.branches(), ["main"]);
        assert.match(report.text, /v0\.9\.0, which prod follows, is not in this clone/);
    });

    describe("is refused, with no branch made,", () => {
        const refused = async (says: RegExp, live = world.live(), wanted = {}) => {
            await assert.rejects(world.promote(live, wanted), (error: Error) => {
                assert.match(error.message, says);
                return true;
            });
            assert.deepEqual(world.branches(), ["main"]);
        };

        it("with a dirty working copy", async () => {
            world.write("gitops/new.yaml", "a: 1\n");
            await refused(/^The working copy has uncommitted changes: \?\? gitops\/new\.yaml\. Commit them, or/);
            world.git("clean", "--quiet", "--force", "gitops");
        });

        it("with a branch that exists, or has an invalid name", async () => {
            world.git("branch", "taken");
            await assert.rejects(
                world.promote(world.live(), { branch: "taken" }),
                /The branch taken already exists: git branch -D taken/,
            );
            world.git("branch", "-D", "taken");
            await refused(/a\.\.b can't be the name of a branch/, world.live(), { branch: "a..b" });
        });

        it("with an environment that does not exist, or that is not promoted to", async () => {
            await refused(
                /^There is no environment moon: gitops\/environments\.yaml has dev, eks, staging, prod\b/,
                world.live(),
                { from: "moon" },
            );
            await refused(/^dev can't be promoted to prod: .* has --from staging --to prod\./, world.live(), {
                from: "dev",
            });
        });

        it("from another environment's cluster", async () => {
            const live = world.live();
            (live.application?.spec as { source: object }).source = { path: `${overlays}/eks` };
            await refused(
                /follows gitops\/platform\/overlays\/eks, and staging follows gitops\/platform\/overlays\/staging.*--context NAME/,
                live,
            );
            await refused(/has no Application confluent-platform: is it that of staging\?/, {
                ...live,
                application: undefined,
            });
        });

        it("if this checkout has what the source doesn't run, or the source runs what is not here", async () => {
            const live = world.live();
            world.edit(versions("staging"), "22.14.0-alpine", "22.15.0-alpine");
            world.commit("Not there yet");
            await refused(
                /^staging runs [0-9a-f]{7}, and this checkout renders something else for it: Deployment\/confluent-sweeper\. Wait until/,
                live,
            );
            await refused(
                /which is not in this clone: git fetch origin\./,
                world.live({ sync: { status: "Synced", revision: "f".repeat(40) } }),
            );
        });

        it("if the target would be refused, as by its preview", async () => {
            world.edit(versions("staging"), "newTag: 3.4.0", "newTag: 3.3.0");
            world.edit(
                "Pulumi.staging.yaml",
                "  confluent-gitops:gitops:",
                "  confluent-gitops:confluent:\n    version: 3.3.0\n  confluent-gitops:gitops:",
            );
            world.commit("An earlier operator");
            await refused(/confluent\.version .*is not the init image's version, 3\.3\.0/s);
        });

        it("if the target would go back to an earlier Confluent Platform", async () => {
            world.edit(versions("staging"), "&platform 8.3.2", "&platform 8.2.0");
            world.edit(versions("staging"), "&control-center 2.6.1", "&control-center 2.5.0");
            world.commit("An earlier platform");
            await refused(
                /^prod runs Confluent Platform 8\.3\.2, and what is promoted is 8\.2\.0: Kafka doesn't start/,
            );
        });
    });
});
