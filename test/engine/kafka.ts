import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../base/folder";
import { until } from "../../base/until";
import { listensOn, onFreePorts } from "../../rehearsal/controlPlane";
import { startGuardian } from "../../rehearsal/controlPlane/guardian";
import { startServer } from "../../rehearsal/controlPlane/server";
import { sweep } from "../../rehearsal/controlPlane/sweep";
import { type KafkaJars, kafkaJars } from "../../tools/kafka";
import { type Clients, makeClients, securityProperties } from "./kafkaSecurity";

/** Apache Kafka and a Connect worker with a running source and sink, each with the JMX exporter as in Confluent's images. */
export interface RealKafka {
    /** Both programs' metrics, in Prometheus' text format. */
    scrape(): Promise<string>;
    /** The address of Connect's REST API. */
    connect: string;
    /** The broker's address for clients without TLS. */
    bootstrap: string;
    /**
     * Listeners with security, as in our components, and the clients that they admit. Only the other listener's
     * ANONYMOUS may do everything.
     */
    secured: { sasl: string; mtls: string; clients: Clients };
    /** The folder of the jars, and the path of Java. */
    jars: KafkaJars;
    /** Runs one of Kafka's programs, such as kafka.Kafka, and returns its output. */
    run(main: string, ...args: string[]): string;
    stop(): Promise<void>;
}

const lines = "one\ntwo\nthree\n";

/** Starts them on free ports of 127.0.0.1. They end with `stop`, or with this process, however that ends. */
export async function startKafka(): Promise<RealKafka> {
    const jars = await kafkaJars();
    await sweep();
    return onFreePorts(7, async ([broker = 0, controller = 0, rest = 0, sasl = 0, mtls = 0, ...exporters]) => {
        const folder = makeFolder();
        const clients = makeClients(folder);
        const guardian = startGuardian(folder);
        const write = (name: string, text: string) => {
            writeFileSync(join(folder, name), text);
            return join(folder, name);
        };
        // Everything that CFK's format for names requires.
        const rules = write("exporter.yaml", "lowercaseOutputName: true\n");
        const start = async (name: string, main: string[], port: number) => {
            const agent = `-javaagent:${jars.exporter}=127.0.0.1:${port}:${rules}`;
            const args = [...flags, agent, "-cp", `${jars.folder}/*`, ...main];
            const server = startServer({ name, binary: jars.java, args, folder });
            await server.ready((pid) => listensOn(name === "kafka" ? broker : rest, pid));
        };
        const [ofKafka = 0, ofConnect = 0] = exporters;
        try {
            const listeners = `SASL://127.0.0.1:${sasl},MTLS://127.0.0.1:${mtls}`;
            const all = { ...kafkaProperties(folder, broker, controller, listeners), ...securityProperties(clients) };
            const kafka = write("kafka.properties", properties(all));
            format(jars, kafka);
            await start("kafka", ["kafka.Kafka", kafka], ofKafka);
            const connect = write("connect.properties", connectProperties(broker, rest));
            await start("connect", ["org.apache.kafka.connect.cli.ConnectDistributed", connect], ofConnect);
            const from = write("from.txt", lines);
            const to = join(folder, "to.txt");
            await connectors(rest, from, to);
            await until(
                "the sink has written what the source has read",
                () => existsSync(to) && readFileSync(to, "utf8") === lines,
            );
        } catch (error) {
            await guardian.release();
            throw error;
        }
        const scrape = async () => {
            const pages = [ofKafka, ofConnect].map(async (port) =>
                (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
            );
            return (await Promise.all(pages)).join("\n");
        };
        const run = (main: string, ...args: string[]) =>
            execFileSync(jars.java, [...flags, "-cp", `${jars.folder}/*`, main, ...args], { encoding: "utf8" });
        return {
            scrape,
            connect: `http://127.0.0.1:${rest}`,
            bootstrap: `127.0.0.1:${broker}`,
            secured: { sasl: `127.0.0.1:${sasl}`, mtls: `127.0.0.1:${mtls}`, clients },
            jars,
            run,
            stop: () => guardian.release(),
        };
    });
}

/** For a quick start rather than throughput. */
const flags = ["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"];

function format({ java, folder }: KafkaJars, properties: string): void {
    const id = "confluent-gitops-test0";
    const args = [
        "-cp",
        `${folder}/*`,
        "kafka.tools.StorageTool",
        "format",
        "--cluster-id",
        id,
        "--config",
        properties,
    ];
    execFileSync(java, [...flags, ...args], { stdio: "pipe" });
}

function kafkaProperties(folder: string, broker: number, controller: number, secured: string) {
    mkdirSync(join(folder, "data"));
    return {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": `1@127.0.0.1:${controller}`,
        listeners: `PLAINTEXT://127.0.0.1:${broker},${secured},CONTROLLER://127.0.0.1:${controller}`,
        "advertised.listeners": `PLAINTEXT://127.0.0.1:${broker},${secured}`,
        "controller.listener.names": "CONTROLLER",
        "log.dirs": join(folder, "data"),
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
    };
}

const connectProperties = (broker: number, rest: number): string =>
    properties({
        "bootstrap.servers": `127.0.0.1:${broker}`,
        "group.id": "connect",
        "key.converter": "org.apache.kafka.connect.storage.StringConverter",
        "value.converter": "org.apache.kafka.connect.storage.StringConverter",
        "offset.storage.topic": "offsets",
        "offset.storage.replication.factor": 1,
        "offset.storage.partitions": 1,
        "config.storage.topic": "configs",
        "config.storage.replication.factor": 1,
        "status.storage.topic": "status",
        "offset.flush.interval.ms": 500,
        "status.storage.replication.factor": 1,
        "status.storage.partitions": 1,
        listeners: `http://127.0.0.1:${rest}`,
    });

const properties = (values: Record<string, string | number>): string =>
    Object.entries(values)
        .map(([key, value]) => `${key}=${value}\n`)
        .join("");

async function connectors(rest: number, from: string, to: string): Promise<void> {
    const of = (kind: string) => `org.apache.kafka.connect.file.FileStream${kind}Connector`;
    const all = {
        source: { "connector.class": of("Source"), file: from, topic: "lines" },
        sink: {
            "connector.class": of("Sink"),
            file: to,
            topics: "lines",
            "consumer.override.auto.offset.reset": "earliest",
        },
    };
    for (const [name, config] of Object.entries(all)) {
        await until(`Connect takes the connector ${name}`, async () => {
            const response = await fetch(`http://127.0.0.1:${rest}/connectors/${name}/config`, {
                method: "PUT",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify(config),
            });
            return response.ok;
        });
    }
}
