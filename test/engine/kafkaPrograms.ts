import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KafkaJars } from "../../tools/kafka";
import type { RealKafka } from "./kafka";

/** The programs on the PATH in Confluent's images, as classes of the same Kafka. */
const programs = {
    "kafka-topics": "org.apache.kafka.tools.TopicCommand",
    "kafka-console-producer": "org.apache.kafka.tools.ConsoleProducer",
    "kafka-console-consumer": "org.apache.kafka.tools.consumer.ConsoleConsumer",
};

/** Writes them into a folder, which a test puts on the PATH. As in the images, each becomes Java itself, and gets its signals. */
export function writePrograms(folder: string, { java, folder: jars }: KafkaJars): void {
    for (const [name, main] of Object.entries(programs)) {
        const line = `exec ${java} -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '${jars}/*' ${main} "$@"`;
        writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
}

/**
 * The environment of a client's script, for the listener without TLS, with the programs of `folder`.
 *
 * @param more what differs
 */
export function clientEnvironment(
    folder: string,
    { bootstrap }: RealKafka,
    more: Readonly<Record<string, string>>,
): Record<string, string> {
    const scratch = mkdtempSync(join(folder, "scratch-"));
    const none = join(scratch, "none");
    const nobody = { CREDENTIALS: none, TRUST: none, IDENTITY: none };
    return { PATH: `${folder}:/usr/bin:/bin`, BOOTSTRAP: bootstrap, SCRATCH: scratch, ...nobody, ...more };
}

/** The listener by password, and who signs in there. */
export const bySasl = ({ secured: { sasl, clients } }: RealKafka) => ({
    BOOTSTRAP: sasl,
    TRUST: clients.trust,
    CREDENTIALS: clients.credentials,
});
