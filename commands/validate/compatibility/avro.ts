import { Type } from "avsc";

/**
 * Why one Avro schema can't read data written with another, according to Avro's schema resolution
 * (https://avro.apache.org/docs/1.12.0/specification/#schema-resolution); empty if it can.
 *
 * @throws Error for a text that isn't an Avro schema, or that refers to types outside it
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
