import { Type } from "avsc";

/**
 * Why data of one Avro schema can't be read by another, by Avro's rules of schema resolution
 * (https://avro.apache.org/docs/1.12.0/specification/#schema-resolution); empty where it can.
 *
 * @throws Error for what is no Avro schema, or refers to types that are not in it
 */
export function avroReasons(reader: string, writer: string): string[] {
    const [reads, written] = [reader, writer].map((text) => Type.forSchema(JSON.parse(text) as string));
    try {
        reads?.createResolver(written as Type);
        return [];
    } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
    }
}
