import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BadUsage, UsageError } from "../../base/error";
import { yamlOf } from "../frame/applied";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { connectors } from "./connectors";
import { type File, type Found, nothing } from "./found";
import { render } from "./render";
import { checkTrust, Rest, type Trust } from "./rest";
import { roleBindings } from "./roleBindings";
import { schemas } from "./schemas";
import type { Report } from "./shape";
import { topicsAndAcls } from "./topics";

export interface Flags extends Trust {
    kafkaRest?: string;
    schemaRegistry?: string;
    connect?: string;
    mds?: string;
    prefix?: string;
    output?: string;
    json?: true;
}

export async function run(flags: Flags): Promise<number> {
    const { files, leftOut, toGive } = await everything(flags);
    const { output } = flags;
    if (output !== undefined) write(files, output);
    const report: Report = {
        version: 1,
        folder: output ?? null,
        files: files.map((file) => ({
            path: file.path,
            objects:
                "objects" in file ? file.objects.map(({ kind, metadata }) => `${kind} ${metadata.name ?? ""}`) : [],
        })),
        leftOut: [...leftOut],
        toGive: [...toGive],
    };
    if (flags.json) printJson(report);
    else process.stdout.write(render(report));
    return toGive.length > 0 ? exitCodes.unfinished : exitCodes.done;
}

async function everything({ kafkaRest, schemaRegistry, connect, mds, prefix = "", ...trust }: Flags): Promise<Found> {
    if (!kafkaRest && !schemaRegistry && !connect && !mds) {
        throw new BadUsage("Name at least one API to read: --kafka-rest, --schema-registry, --connect or --mds.");
    }
    checkTrust(trust);
    // All addresses are checked before any of them is called.
    const kafka = kafkaRest && new Rest("--kafka-rest", kafkaRest, "KAFKA_REST", trust);
    const registry = schemaRegistry && new Rest("--schema-registry", schemaRegistry, "SCHEMA_REGISTRY", trust);
    const workers = connect && new Rest("--connect", connect, "CONNECT", trust);
    const metadata = mds && new Rest("--mds", mds, "MDS", trust);
    const wanted = { prefix };
    const all = [
        kafka ? await topicsAndAcls(kafka, wanted) : nothing,
        registry ? await schemas(registry, wanted) : nothing,
        workers ? await connectors(workers, wanted) : nothing,
        metadata ? await roleBindings(metadata, wanted) : nothing,
    ];
    return {
        files: all.flatMap(({ files }) => files),
        leftOut: all.flatMap(({ leftOut }) => leftOut),
        toGive: all.flatMap(({ toGive }) => toGive),
    };
}

/** Writes either all of them or none. @throws UsageError if one already exists */
function write(files: readonly File[], folder: string): void {
    const there = files.filter(({ path }) => existsSync(join(folder, path))).map(({ path }) => join(folder, path));
    if (there.length > 0) {
        throw new UsageError(
            `These files are there already, and nothing was written: ${there.join(", ")}. Use another --output.`,
        );
    }
    for (const file of files) {
        const path = join(folder, file.path);
        mkdirSync(dirname(path), { recursive: true });
        const text = "text" in file ? file.text : yamlOf(...file.objects);
        writeFileSync(path, text, { flag: "wx", mode: path.endsWith(".sh") ? 0o755 : 0o644 });
    }
}
