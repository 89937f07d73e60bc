import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../harness";
import { eventually } from "./eventually";
import type { RealKafka } from "./kafka";
import { bySasl, clientEnvironment, writePrograms } from "./kafkaPrograms";
import { password } from "./kafkaSecurity";

const script = join(root, "gitops/platform/components/sample-client/client.sh");
const topic = "sample-client";
/** How long a program may take to start, in seconds. */
const patience = 60;

interface Client {
    process: ChildProcess;
    said(): string;
    /** Its exit code, or the signal that ended it. */
    ended: Promise<number | string>;
}

/** The sample client's script, run as the processes of its containers, against a real Kafka. */
export function sampleIsTested(kafka: () => RealKafka): void {
    describe("the sample client", () => {
        let folder: string;
        const running = new Set<ChildProcess>();
        before(() => {
            folder = mkdtempSync(join(tmpdir(), "sample-"));
            writePrograms(folder, kafka().jars);
        });
        after(() => {
            for (const process of running) process.kill("SIGKILL");
            rmSync(folder, { recursive: true });
        });

        const start = (what: "produce" | "consume", more: Readonly<Record<string, string>> = {}): Client => {
            const own = { HOSTNAME: "sample-producer-x7k2p", TOPIC: topic, INTERVAL: "0.2" };
            const env = clientEnvironment(folder, kafka(), { ...own, ...more });
            const process = spawn("bash", [script, what], { env });
            running.add(process);
            let text = "";
            for (const stream of [process.stdout, process.stderr]) stream.on("data", (data) => (text += String(data)));
            const ended = once(process, "close").then(([code, signal]: unknown[]) => {
                running.delete(process);
                assert.ok(!text.includes(password), "it says no password");
                return (code ?? signal) as number | string;
            });
            return { process, said: () => text, ended };
        };
        const tool = (main: string, ...args: string[]) =>
            kafka().run(main, "--bootstrap-server", kafka().bootstrap, ...args);

        it("waits for a topic that doesn't exist yet, reads what is written from then on, and leaves its group when it is stopped", async () => {
            const consumer = start("consume");
            const producer = start("produce");
            const reads = () => /^sample-producer-x7k2p \d+$/m.test(consumer.said());
            await eventually(reads, patience, "no record comes").catch((error: Error) =>
                assert.fail(`${error.message}: ${producer.said()}${consumer.said()}`),
            );
            consumer.process.kill("SIGTERM");
            // Java's code for this signal.
            assert.equal(await consumer.ended, 143);
            const groups = tool(
                "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
                "--describe",
                "--group",
                topic,
            );
            assert.match(
                groups,
                /^sample-client +sample-client +0 .* - +- +-$/m,
                "a partition, and nobody who reads it",
            );
            assert.doesNotMatch(groups, /console-consumer/);

            // From now on, each record is too large for the topic.
            const limit = ["--entity-type", "topics", "--entity-name", topic, "--add-config", "max.message.bytes=16"];
            tool("kafka.admin.ConfigCommand", "--alter", ...limit);
            assert.equal(await producer.ended, 1, "it ends with the first error");
            assert.match(producer.said(), /RecordTooLargeException/);
        });

        it("exits if it may not read, as the user of its Secret", async () => {
            const client = start("consume", bySasl(kafka()));
            assert.equal(typeof (await client.ended), "number", "it isn't ended by a signal");
            assert.match(client.said(), /^Processed a total of 0 messages$/m);
        });
    });
}
