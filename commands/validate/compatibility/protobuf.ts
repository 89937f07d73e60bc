import {
    Enum,
    type Field,
    type IParserResult,
    MapField,
    type Namespace,
    parse,
    type ReflectionObject,
    Type,
} from "protobufjs";

/**
 * What a change to a Protobuf schema breaks, by Schema Registry's rules: messages are removed, required fields are
 * added or removed, fields change to types with a different wire format, or several fields move into one oneof
 * (https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/serdes-protobuf.html,
 * https://protobuf.dev/programming-guides/proto3/#updating). Imports are not followed.
 *
 * @throws Error for a text that isn't a Protobuf schema
 */
export function protobufReasons(update: string, original: string): string[] {
    const [before, after] = [original, update].map(parsed);
    const outer = (of: IParserResult | undefined) => (of?.package ? of.root.lookup(of.package) : of?.root) as Namespace;
    return ofNamespace(outer(before), outer(after), "");
}

function parsed(text: string): IParserResult {
    const result = parse(text, { keepCase: true });
    try {
        // After this, it is known which fields are required.
        result.root.resolveAll();
    } catch {
        // An imported type stays a name.
    }
    return result;
}

function ofNamespace(before: Namespace, after: Namespace, path: string): string[] {
    return before.nestedArray.filter(isMessage).flatMap((message) => {
        const name = path + message.name;
        const now = after.nestedArray.find((one) => one.name === message.name);
        if (!(now instanceof Type)) return [`the message ${name} was removed`];
        return [...ofMessage(message, now, name), ...ofNamespace(message, now, `${name}.`)];
    });
}

const isMessage = (one: ReflectionObject): one is Type => one instanceof Type;

function ofMessage(before: Type, after: Type, name: string): string[] {
    const numbers = [...new Set([...before.fieldsArray, ...after.fieldsArray].map(({ id }) => id))].sort(
        (a, b) => a - b,
    );
    const fields = numbers.flatMap((id) => {
        const [was, is] = [before.fieldsById[id], after.fieldsById[id]];
        const field = `${name}.${(is ?? was)?.name} (${id})`;
        if (!was || !is)
            return (was ?? is)?.required ? [`the required field ${field} ${is ? "was added" : "was removed"}`] : [];
        const [from, to] = [kindOf(was), kindOf(is)];
        return from === to
            ? []
            : [`the field ${field} was ${was.type} and is ${is.type}, which is encoded differently`];
    });
    const oneofs = after.oneofsArray.flatMap((oneof) => {
        const moved = oneof.fieldsArray.filter(({ id }) => before.fieldsById[id] && !isInOneof(before.fieldsById[id]));
        const others = oneof.fieldsArray.filter(({ id }) => isInOneof(before.fieldsById[id]));
        return moved.length > 1 || (moved.length === 1 && others.length > 0)
            ? [`several fields were moved into the oneof ${name}.${oneof.name}`]
            : [];
    });
    return [...fields, ...oneofs];
}

/** A field that is `optional` in proto3 is in a generated oneof. */
const isInOneof = (field: Field | undefined): boolean => Boolean(field?.partOf && !field.partOf.isProto3Optional);

/** Types with compatible encodings (https://protobuf.dev/programming-guides/proto3/#updating). */
const alike: Readonly<Record<string, string>> = {
    ...Object.fromEntries(["int32", "int64", "uint32", "uint64", "bool"].map((type) => [type, "number"])),
    ...Object.fromEntries(["sint32", "sint64"].map((type) => [type, "signed number"])),
    ...Object.fromEntries(["string", "bytes"].map((type) => [type, "text"])),
    ...Object.fromEntries(["fixed32", "sfixed32"].map((type) => [type, "32 bits"])),
    ...Object.fromEntries(["fixed64", "sfixed64"].map((type) => [type, "64 bits"])),
    float: "float",
    double: "double",
};

function kindOf(field: Field): string {
    const value =
        alike[field.type] ?? (typeOf(field) instanceof Enum ? "number" : `message ${field.type.split(".").at(-1)}`);
    return field instanceof MapField ? `map of ${alike[field.keyType] ?? field.keyType} to ${value}` : value;
}

const typeOf = (field: Field): ReflectionObject | null => field.parent?.lookup(field.type) ?? null;
