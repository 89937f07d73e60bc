import assert from "node:assert/strict";
import { check } from "../../../config/check";
import { cfkDefault, cfkReleases, cfkVersions } from "../../../config/support";
import { readOverlay } from "../../../config/workload/overlay";
import { rawStack } from "../../checked";
import { project, root, stackConfig } from "../../harness";
import { annotate, initImage, onTopOf } from "../../overlays";
import { problemsOf } from "../../refusals";
import { overlayNames } from "../gitops/gitopsTree";

/** What a preview says of the stack eks with an operator and an overlay on top of the classic one, which every operator runs. */
async function preview(operator: string, lines: string, more = {}) {
    return onTopOf("classic-eks", lines, (path) => {
        const config = stackConfig("eks", { "confluent.version": operator, "gitops.path": path, ...more });
        const groups = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
        const { problems, warnings } = check({
            groups: Object.fromEntries(groups.map(([key, value]) => [key.slice(project.length + 1), value])),
            secrets: {},
            region: "eu-central-1",
            root,
            today: "2026-11-26",
        });
        const said = problems.map(({ key, value, reason, fix }) => `${key} = ${String(value)}: ${reason}; ${fix}`);
        return { problems: said, warnings: warnings.filter((warning) => warning.includes("block-reconcile")) };
    });
}

const blocked = annotate("block-reconcile", "true");

describe("the releases of the operator", () => {
    it("are what Confluent's release notes say of them, those that were read", () => {
        // docs.confluent.io/operator/VERSION/release-notes.html: "Compatibility and container images".
        const read: Partial<typeof cfkReleases> = {
            "3.3.0": { chart: "0.1718.10", platform: ["7.5", "8.3"], kubernetes: ["1.28", "1.36"] },
            "3.4.0": { chart: "0.2038.1", platform: ["7.6", "8.4"], kubernetes: ["1.28", "1.36"] },
        };
        for (const [version, release] of Object.entries(read)) {
            assert.deepEqual(cfkReleases[version as keyof typeof read], release, version);
        }
    });

    it("are in order, each with its own chart, and those of a minor version with the same requirements", () => {
        const numbers = (text: string) =>
            text
                .split(".")
                .map((part) => part.padStart(6, "0"))
                .join(".");
        assert.deepEqual(
            cfkVersions,
            [...cfkVersions].sort((a, b) => (numbers(a) < numbers(b) ? -1 : 1)),
        );
        const charts = cfkVersions.map((version) => numbers(cfkReleases[version].chart));
        assert.deepEqual(charts, [...new Set(charts)].sort());
        for (const version of cfkVersions) {
            const first = cfkVersions.find((other) => other.startsWith(version.slice(0, 4))) ?? version;
            const { platform, kubernetes } = cfkReleases[version];
            assert.deepEqual(
                [platform, kubernetes],
                [cfkReleases[first].platform, cfkReleases[first].kubernetes],
                version,
            );
        }
    });
});

describe("operator and Kubernetes", () => {
    it("are refused together if the operator does not run on it", async () => {
        const { problems } = await preview("3.1.1", initImage("3.1.1"), { "cluster.version": "1.35" });
        assert.equal(problems.length, 1);
        assert.match(
            problems[0] ?? "",
            /^cluster\.version = 1\.35: Confluent for Kubernetes 3\.1\.1 runs on Kubernetes 1\.26 to 1\.34/,
        );
    });
});

describe("Kubernetes and EKS's support", () => {
    const on = (today: string, version: string, upgradePolicy = "STANDARD") =>
        check({
            ...rawStack("eks", { "cluster.version": version, "cluster.upgradePolicy": upgradePolicy }),
            today,
        }).problems.map(({ key, reason }) => `${key}: ${reason}`);

    it("refuses a version past standard support, unless it is requested", () => {
        assert.deepEqual(on("2026-12-02", "1.34"), []);
        assert.deepEqual(on("2026-12-03", "1.34"), [
            "cluster.upgradePolicy: cluster.version 1.34 left standard support on 2026-12-02",
        ]);
        assert.deepEqual(on("2026-12-03", "1.34", "EXTENDED"), []);
    });

    it("refuses a version past extended support, which EKS no longer has", () => {
        assert.deepEqual(on("2027-12-02", "1.34", "EXTENDED"), []);
        assert.match(on("2027-12-03", "1.34", "EXTENDED").join(), /^cluster\.version: left EKS's extended support/);
    });
});

describe("operator and init image", () => {
    it("are from one release, the default one, in every overlay here", () => {
        for (const name of overlayNames) {
            assert.equal(readOverlay(root, `gitops/platform/overlays/${name}`).initVersion, cfkDefault, name);
        }
    });

    it("are refused if the init image is the earlier one, with the steps to take", async () => {
        const { problems } = await preview("3.4.0", initImage("3.1.1"));
        assert.equal(problems.length, 1);
        assert.match(
            problems[0] ?? "",
            /^confluent\.version = 3\.4\.0: is not the init image's version, 3\.1\.1 in test\/\S+; .*npm run upgrade -- --stack NAME --operator 3\.4\.0/,
        );
    });

    it("are refused if the operator is the earlier one, even with everything blocked", async () => {
        for (const lines of ["", blocked]) {
            const { problems } = await preview("3.3.0", lines);
            assert.equal(problems.length, 1);
            assert.match(
                problems[0] ?? "",
                /is not the init image's version, 3\.4\.0 .*or confluent\.version to 3\.4\.0/,
            );
        }
    });

    it("are refused if an existing operator has a different one", async () => {
        const set = { "confluent.version": "3.3.0", "confluent.install": "none" };
        const problems = await problemsOf("dev", set);
        assert.deepEqual(
            problems.map(({ key, value }) => [key, value]),
            [["confluent.version", "3.3.0"]],
        );
    });

    it("may differ during an upgrade, while the operator leaves every component alone, and a warning names the next step", async () => {
        const { problems, warnings } = await preview("3.4.0", initImage("3.1.1") + blocked);
        assert.deepEqual(problems, []);
        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0] ?? "",
            /init image 3\.1\.1 waits for the operator 3\.4\.0 .*npm run upgrade -- --stack NAME --operator 3\.4\.0$/,
        );
    });

    it("may not while one component is not blocked", async () => {
        const lines = initImage("3.1.1") + annotate("block-reconcile", "true", "Zookeeper|Kafka|Connect|ControlCenter");
        assert.match((await preview("3.4.0", lines)).problems.join(), /is not the init image's version/);
    });

    it("warn about what is blocked although no upgrade is in progress", async () => {
        const { problems, warnings } = await preview("3.4.0", annotate("block-reconcile", "true", "Kafka"));
        assert.deepEqual(problems, []);
        assert.match(warnings.join(), /changes to them have no effect/);
        assert.deepEqual((await preview("3.4.0", "")).warnings, []);
    });
});
