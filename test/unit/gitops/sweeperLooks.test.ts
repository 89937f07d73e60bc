import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../harness";
import { application, content } from "./sweeperFixtures";

const teams = Array.from({ length: 20 }, (_, at) => `team-${at}`);

/** Answers in place of the cluster, and writes a line for each request. */
const played = (answers: object): string => `
    const answers = ${JSON.stringify(answers)};
    globalThis.fetch = async (url) => {
        const path = url.replace(/^https:\\/\\/[^/]+/, "");
        console.log("asked " + path);
        // As an API server writes a PartialObjectMetadataList that is empty.
        const body = answers[path] ?? { items: null };
        return { ok: true, status: 200, text: async () => JSON.stringify(body) };
    };`;

describe("the sweeper, with twenty teams whose Applications have all changed", () => {
    const folder = mkdtempSync(join(tmpdir(), "sweeper-"));
    after(() => rmSync(folder, { recursive: true }));

    /** What it asks for, until it has looked at the teams twice. */
    async function askedInTwoLooks(): Promise<string[]> {
        const applications = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications";
        const named = (name: string) => application([`${name}.one`], ({ metadata }) => (metadata.name = name));
        const topic = (name: string) =>
            content("KafkaTopic", name, {
                annotations: {
                    "argocd.argoproj.io/tracking-id": `${name.split(".")[0]}:platform.confluent.io/KafkaTopic:confluent/${name}`,
                },
            });
        const answers = {
            [`${applications}/confluent-platform`]: application(),
            [`${applications}?labelSelector=confluent-gitops/team`]: {
                items: teams.map((name) => ({ metadata: { ...named(name).metadata } })),
            },
            ...Object.fromEntries(teams.map((name) => [`${applications}/${name}`, named(name)])),
            "/apis/platform.confluent.io/v1beta1/namespaces/confluent/kafkatopics": {
                items: teams.map((name) => topic(`${name}.one`)),
            },
        };
        for (const [name, text] of Object.entries({
            namespace: "confluent",
            token: "x",
            "played.mjs": played(answers),
        }))
            writeFileSync(join(folder, name), text);
        const main = join(root, "gitops/platform/base/sweeper/main.mjs");
        const child = spawn(process.execPath, ["--import", join(folder, "played.mjs"), main], {
            env: {
                ...{ SERVICE_ACCOUNT_DIR: folder, APPLICATION_NAMESPACE: "argocd" },
                ...{ APPLICATION_NAME: "confluent-platform", KEEP_KINDS: "KafkaTopic" },
                ...{ POLL_SECONDS: "0.01", TEAMS_SECONDS: "0.01", REPORT_SECONDS: "60" },
            },
            stdio: ["ignore", "pipe", "inherit"],
        });
        const asked: string[] = [];
        for await (const line of createInterface({ input: child.stdout })) {
            if (line.startsWith("asked ")) asked.push(line.slice(6));
            if (asked.filter((path) => path.includes("labelSelector")).length === 3) break;
        }
        child.kill();
        return asked;
    }

    it("reads the topics once for all of them, and each Application before", async () => {
        const asked = await askedInTwoLooks();
        const ofTeams = asked.slice(asked.findIndex((path) => path.includes("labelSelector")) + 1);
        const first = ofTeams.slice(
            0,
            ofTeams.findIndex((path) => path.endsWith("/kafkatopics")),
        );
        assert.deepEqual(
            first.filter((path) => /\/team-\d+$/.test(path)).map((path) => path.split("/").at(-1)),
            teams,
        );
        assert.equal(asked.filter((path) => /\/team-\d+$/.test(path)).length, teams.length);
        // Once for the platform, and once for all teams.
        assert.equal(asked.filter((path) => path.endsWith("/kafkatopics")).length, 2);
    });
});
