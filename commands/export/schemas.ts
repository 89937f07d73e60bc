import type { KubernetesObject } from "../../kubernetes";
import { schemaObjects } from "../frame/applied";
import type { File, Found, Left, Wanted } from "./found";
import { objectNameOf } from "./names";
import type { Rest } from "./rest";

// Shapes: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
interface Version {
    subject: string;
    version: number;
    schema: string;
    /** Missing for Avro. */
    schemaType?: string;
    references?: { name: string; subject: string; version: number }[];
    metadata?: object;
    ruleSet?: object;
}

const formats: Readonly<Record<string, string>> = { AVRO: "avro", JSON: "json", PROTOBUF: "protobuf" };

/** The latest version of every subject, with the compatibility and the mode that were set for it. */
export async function schemas(rest: Rest, { prefix }: Wanted): Promise<Found> {
    const files: File[] = [];
    const leftOut: Left[] = [];
    for (const subject of await rest.get<string[]>("/subjects")) {
        if (!subject.startsWith(prefix)) continue;
        const path = encodeURIComponent(subject);
        const latest = await rest.get<Version>(`/subjects/${path}/versions/latest`);
        const format = formats[latest.schemaType ?? "AVRO"];
        if (!format) {
            leftOut.push({ what: `subject ${subject}`, why: `the operator has no schemas of ${latest.schemaType}` });
            continue;
        }
        const own = await rest.find<{ compatibilityLevel?: string }>(`/config/${path}?defaultToGlobal=false`);
        const mode = await rest.find<{ mode?: string }>(`/mode/${path}?defaultToGlobal=false`);
        leftOut.push(...notWritten(latest));
        files.push({
            path: `schemas/${objectNameOf(subject)}.yaml`,
            objects: objectsOf(latest, format, own?.compatibilityLevel, mode?.mode),
        });
    }
    return { files, leftOut, toGive: [] };
}

/** What a Schema object can't express. */
function notWritten({ subject, version, metadata, ruleSet }: Version): Left[] {
    const [what, left] = [`subject ${subject}`, [] as Left[]];
    if (version > 1) {
        left.push({
            what: `${what}, versions before ${version}`,
            why: "a Schema object has one text. They stay in the registry; for another one, copy the topic _schemas",
        });
    }
    if (metadata || ruleSet)
        left.push({ what: `${what}, its metadata and rules`, why: "a Schema object has no such field" });
    return left;
}

function objectsOf(
    { subject, schema, references = [] }: Version,
    format: string,
    compatibilityLevel: string | undefined,
    mode: string | undefined,
): KubernetesObject[] {
    const name = objectNameOf(subject);
    return schemaObjects(name, {
        ...(name !== subject && { name: subject }),
        format,
        text: readable(schema, format),
        ...(compatibilityLevel && { compatibilityLevel }),
        ...(mode && mode !== "READWRITE" && { mode }),
        ...(references.length > 0 && { schemaReferences: references.map((one) => reference(one, format)) }),
    });
}

/** According to the CRD: the name in the schema's text is in a field that depends on the format. */
const reference = ({ name, subject, version }: { name: string; subject: string; version: number }, format: string) => ({
    format,
    subject,
    version,
    ...(format === "avro" && { avro: { avro: name } }),
    ...(format === "json" && { json: { url: name } }),
    ...(format === "protobuf" && { protobuf: { file: name } }),
});

/** JSON on several lines: the registry compares the contents, not the white space. */
function readable(schema: string, format: string): string {
    if (format === "protobuf") return schema;
    try {
        return `${JSON.stringify(JSON.parse(schema), null, 2)}\n`;
    } catch {
        return schema;
    }
}
