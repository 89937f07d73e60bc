import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ToolsError } from "../error";
import { withLock } from "../lock";
import { Store } from "../store";

const pom = join(__dirname, "pom.xml");
const run = promisify(execFile);

/** The oldest Java version on which Kafka 4's brokers run: https://kafka.apache.org/documentation/#java */
const oldestJava = 17;
const purpose = "to run Apache Kafka, whose metrics are compared with those of the rules";

export interface KafkaJars {
    /** Absolute path of `java`. */
    java: string;
    /** A folder with Apache Kafka, Connect, and their dependencies. */
    folder: string;
    /** The JMX exporter's jar in that folder. */
    exporter: string;
}

/**
 * Apache Kafka in the versions in pom.xml, downloaded from Maven Central once, into .tools.
 *
 * @throws ToolsError with what to install, or Maven's message
 */
export async function kafkaJars(store = new Store()): Promise<KafkaJars> {
    const java = await findJava();
    const key = createHash("sha256").update(readFileSync(pom)).digest("hex").slice(0, 12);
    const folder = join(store.folder, "files", `kafka-${key}`);
    if (!existsSync(folder)) {
        await store.inWorkFolder("kafka", async (work) => {
            const jars = join(work, "jars");
            await withLock(
                join(store.folder, "kafka.lock"),
                () => undefined,
                async () => {
                    if (existsSync(folder)) return;
                    await download(jars);
                    mkdirSync(dirname(folder), { recursive: true });
                    renameSync(jars, folder);
                },
            );
        });
    }
    const version = /jmx_prometheus_javaagent<\/artifactId>\s*<version>(.*)<\/version>/.exec(
        readFileSync(pom, "utf8"),
    )?.[1];
    return { java, folder, exporter: join(folder, `jmx_prometheus_javaagent-${version}.jar`) };
}

async function download(folder: string): Promise<void> {
    const args = ["--batch-mode", "--quiet", "--file", pom, "dependency:copy-dependencies"];
    try {
        await run("mvn", [...args, `-DoutputDirectory=${folder}`]);
    } catch (error) {
        const { code, stdout = "" } = error as { code?: string | number; stdout?: string };
        if (code === "ENOENT") {
            throw new ToolsError(
                `Maven is needed ${purpose}: install it (https://maven.apache.org/install.html; on Debian and Ubuntu maven) and run this again.`,
            );
        }
        const said = stdout.trim().split("\n").slice(0, 5).join("\n");
        throw new ToolsError(
            `Apache Kafka could not be downloaded by Maven. If Maven Central cannot be reached, set a mirror in ~/.m2/settings.xml.\n${said}`,
        );
    }
}

async function findJava(): Promise<string> {
    const said = await run("java", ["-XshowSettings:properties", "-version"]).then(
        ({ stderr }) => stderr,
        () => "",
    );
    const of = (name: string) => new RegExp(`^ *${name} = (.*)$`, "m").exec(said)?.[1];
    const version = Number(of("java\\.specification\\.version") ?? 0);
    if (version < oldestJava) {
        const other = said ? `, this is ${version}` : "";
        throw new ToolsError(
            `Java ${oldestJava} or later is needed ${purpose}${other}: install it (https://adoptium.net; on Debian and Ubuntu openjdk-17-jre-headless) and run this again.`,
        );
    }
    return join(of("java\\.home") ?? "", "bin/java");
}
