import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import * as awsx from "@pulumi/awsx";
import { startEngine } from "./standInsEngine";

describe("stand-ins: their process", () => {
    it("ends when the process that started it is killed", async () => {
        const rehearsal = resolve(__dirname, "../../.rehearsal");
        mkdirSync(rehearsal, { recursive: true });
        const folder = mkdtempSync(join(rehearsal, "stand-ins-"));
        const script = join(folder, "starter.ts");
        const standIns = resolve(__dirname, "../../rehearsal/standIns");
        writeFileSync(
            script,
            `import { startStandIns } from ${JSON.stringify(standIns)};
            void startStandIns({ kinds: ["aws"] }).then(({ pid }) => { console.log(pid); setInterval(() => {}, 1000); });`,
        );
        const starter = spawn(process.execPath, ["--require", "sucrase/register/ts", script], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        try {
            const [line] = (await once(createInterface({ input: starter.stdout }), "line")) as [string];
            const lives = (): boolean => {
                try {
                    return process.kill(Number(line), 0);
                } catch {
                    return false;
                }
            };
            assert.equal(lives(), true);
            starter.kill("SIGKILL");
            for (let tries = 0; lives() && tries < 50; tries++) await sleep(100);
            assert.equal(lives(), false);
        } finally {
            starter.kill("SIGKILL");
            rmSync(folder, { recursive: true, force: true });
        }
    });
});

/** A VPC, whose first child is of aws. */
const network = () => {
    new awsx.ec2.Vpc("net", {
        availabilityZoneNames: ["eu-west-1a"],
        natGateways: { strategy: "None" },
        subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }],
    });
    return Promise.resolve();
};

describe("stand-ins: a component whose child cannot be made", () => {
    it("ends the construct call with the engine's reason", async () => {
        // No aws: the child has no provider.
        const engine = await startEngine({ kinds: ["awsx"] });
        try {
            await assert.rejects(engine.run("preview", network), /no resource plugin 'pulumi-resource-aws'/);
            await assert.rejects(engine.run("up", network), /no resource plugin 'pulumi-resource-aws'/);
        } finally {
            await engine.end();
        }
    });
});
