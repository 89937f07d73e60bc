import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../base/error";
import { GitRepository } from "../../../rehearsal/git/repository";

describe("the Git repository of a run", () => {
    const path = process.env.PATH;
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "git-test-"))));
    afterEach(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true });
    });

    it("begins with this checkout's workload, and takes commits, reverts and resets", async () => {
        const repository = await GitRepository.make(join(folder, "gitops"));
        const first = await repository.head();
        const kafka = repository.read("gitops/platform/base/kafka.yaml");
        assert.match(kafka, /kind: Kafka/);

        repository.write("gitops/platform/base/kafka.yaml", "kind: Nothing");
        const second = await repository.commit("A slip");
        assert.notEqual(second, first);
        await repository.revert(second);
        assert.equal(repository.read("gitops/platform/base/kafka.yaml"), kafka);
        await repository.resetTo(second);
        assert.equal(await repository.head(), second);
        repository.goAway();
        assert.equal(existsSync(repository.folder), false);
        repository.comeBack();
        assert.equal(await repository.head(), second);
    });

    it("says that Git is needed if it is not on PATH", async () => {
        process.env.PATH = folder;
        await assert.rejects(
            GitRepository.make(join(folder, "gitops")),
            (error) => error instanceof UsageError && /^Git is required/.test(error.message),
        );
    });
});
