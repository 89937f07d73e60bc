import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { committedStacks } from "../../base/checkout";
import { BadUsage } from "../../base/error";
import { validate } from "../../commands/validate/run";
import type { Report } from "../../commands/validate/shape";
import { ensureTools } from "../../tools";
import { runCommand } from "../commandLine";
import { overlayPaths } from "../overlays";
import { checkShape } from "../shape";
import { root } from "../harness";

const dev = "gitops/platform/overlays/dev";

describe("npx confluent-gitops validate", function () {
    this.timeout("3m");
    let copy: string;
    before(() => ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"]));
    beforeEach(() => {
        copy = mkdtempSync(join(tmpdir(), "validate-"));
        for (const name of ["gitops", "examples", ...committedStacks().map((stack) => `Pulumi.${stack}.yaml`)])
            cpSync(join(root, name), join(copy, name), { recursive: true });
        execFileSync("git", ["init", "-q"], { cwd: copy });
    });
    afterEach(() => rmSync(copy, { recursive: true }));

    const change = (file: string, from: string, to: string) => {
        const text = readFileSync(join(copy, file), "utf8");
        assert.ok(text.includes(from), `${file} does not have ${from}`);
        writeFileSync(join(copy, file), text.replace(from, to));
    };
    const lineOf = (file: string, word: string) =>
        readFileSync(join(copy, file), "utf8")
            .split("\n")
            .findIndex((line) => line.includes(word)) + 1;
    const errorsIn = ({ findings }: Report) => findings.filter(({ severity }) => severity === "error");

    it("checks every overlay in Git, asks an API server, and finds no errors", () => {
        const { status, stdout, stderr } = runCommand(["validate", "--json"]);
        assert.equal(status, 0, stdout + stderr);
        const report = checkShape<Report>("validate", stdout);
        const platform = report.overlays.map(({ path }) => path).filter((path) => path.startsWith("gitops/platform/"));
        assert.deepEqual(platform.sort(), [...overlayPaths].sort());
        assert.ok(report.overlays.some(({ path }) => path === "gitops/addons/overlays/eks"));
        assert.ok(report.overlays.every(({ objects }) => objects > 0));
        assert.deepEqual(report.overlays.find(({ path }) => path === dev)?.stacks[0], "dev");
        assert.equal(report.schemas.by, "API server");
        assert.ok(!report.schemas.unchecked.includes("apps/Deployment"));
        assert.deepEqual(errorsIn(report), []);
    });

    it("finds what the API server rejects, and a secret in the clear, each at its line", async () => {
        change(`${dev}/kustomization.yaml`, "resources:\n", "resources:\n  - service.yaml\n");
        const service = `${dev}/service.yaml`;
        writeFileSync(
            join(copy, service),
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: mine\nspec:\n  selectr: {}\n",
        );
        appendFileSync(
            join(copy, `${dev}/notes.txt`),
            `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQ".repeat(6)}\n-----END PRIVATE KEY-----\n`,
        );
        const report = await validate(copy, "dev");
        const at = (rule: string) => errorsIn(report).filter((one) => one.rule === rule);
        const [deployment] = at("schema").filter(({ object }) => object === "Deployment/mine");
        assert.deepEqual([deployment?.file, deployment?.line], [service, 6]);
        assert.match(deployment?.why ?? "", /selectr/);
        const [secret] = at("secrets");
        assert.deepEqual([secret?.file, secret?.line], [`${dev}/notes.txt`, 1]);
    });

    it("reports a problem in the base once, with all overlays that have it, and where it is set", async () => {
        change("gitops/platform/base/connect.yaml", "bootstrapEndpoint: kafka:9071", "bootstrapEndpoint: kafca:9071");
        const report = await validate(copy);
        const found = report.findings.filter(({ rule }) => rule === "references");
        assert.equal(found.length, 1, JSON.stringify(found, null, 2));
        const [only] = found;
        assert.deepEqual(
            [only?.file, only?.line, only?.object],
            [
                "gitops/platform/base/connect.yaml",
                lineOf("gitops/platform/base/connect.yaml", "kafca"),
                "Connect/connect",
            ],
        );
        assert.ok((only?.overlays.length ?? 0) > 3);
    });

    it("uses the kinds of the stacks that follow an overlay, and says so if none does", async () => {
        const kinds = (report: Report) => report.findings.filter(({ rule }) => rule === "workload").length;
        const job =
            "apiVersion: batch/v1\nkind: Job\nmetadata: { name: job }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: 'a:1' }] } } }\n";
        writeFileSync(join(copy, dev, "job.yaml"), job);
        change(`${dev}/kustomization.yaml`, "resources:\n", "resources:\n  - job.yaml\n");
        assert.equal(kinds(await validate(copy, "dev")), 1);
        const mine = "gitops/platform/overlays/mine";
        cpSync(join(copy, dev), join(copy, mine), { recursive: true });
        const report = await validate(copy, "mine");
        assert.equal(kinds(report), 0);
        assert.deepEqual(report.overlays[0], { path: mine, stacks: [], assumedKinds: ["batch/Job"], objects: 8 });
    });

    it("refuses an overlay that doesn't exist", async () => {
        await assert.rejects(validate(copy, "production"), BadUsage);
    });
});
