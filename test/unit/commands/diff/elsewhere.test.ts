import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followersIn, treeElsewhere, treesNotCompared } from "../../../../commands/diff/followers";

describe("npm run diff, for stacks whose tree is in another repository", () => {
    const repository = mkdtempSync(join(tmpdir(), "repository-"));
    const revision = mkdtempSync(join(tmpdir(), "revision-"));
    const write = (stack: string, gitops: object) =>
        writeFileSync(
            join(revision, `Pulumi.${stack}.yaml`),
            JSON.stringify({ config: { "confluent-gitops:gitops": gitops } }),
        );
    before(() => {
        mkdirSync(join(repository, "workload"));
        write("own", { path: "gitops/platform/overlays/eks" });
        write("same", { path: "gitops/platform/overlays/eks", checkout: "./" });
        write("apart", { path: "overlays/eks", checkout: "workload" });
        write("absent", { path: "overlays/eks", checkout: "../absent" });
        write("unread", { path: "overlays/eks", checkout: "none" });
    });
    after(() => [repository, revision].forEach((folder) => rmSync(folder, { recursive: true })));

    it("does not treat them as following an overlay with the same path here", () => {
        assert.deepEqual(
            followersIn(revision).map(({ stack }) => stack),
            ["own", "same"],
        );
    });

    it("says that their trees were not compared", () => {
        const [sentence = ""] = treesNotCompared(revision);
        assert.match(sentence, /^The tree of `absent`, `apart`, `unread` is in another repository .* not compared/);
    });

    it("reads both sides' tree if this machine has it, and otherwise none", () => {
        const of = (stack: string) => treeElsewhere(stack, revision, repository);
        assert.equal(of("apart"), join(repository, "workload"));
        assert.deepEqual([of("absent"), of("unread")], ["none", "none"]);
        assert.deepEqual([of("own"), of("same")], [undefined, undefined]);
    });
});
