/**
 * Converts property values between the engine's form and a stand-in's.
 *
 * The engine marshals unknown values, secrets, outputs and resource references as strings, or as maps with a signature
 * key; the keys are the SDK's own (`@pulumi/pulumi/runtime/rpc`). A stand-in uses the types below instead.
 */
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
    specialOutputValueSig,
    specialResourceSig,
    specialSecretSig,
    specialSigKey,
    unknownValue,
} from "@pulumi/pulumi/runtime/rpc";
import {
    OutputValue,
    ResourceReference,
    Secret,
    UNKNOWN,
    Unknown,
    isMap,
    mapValues,
    type PropertyMap,
    type Value,
} from "./values";

export function decode(raw: JavaScriptValue): Value {
    if (raw === unknownValue) {
        return UNKNOWN;
    }
    if (raw === null || typeof raw !== "object") {
        return raw;
    }
    if (Array.isArray(raw)) {
        return raw.map(decode);
    }
    const map = raw as Record<string, JavaScriptValue>;
    switch (map[specialSigKey]) {
        case specialSecretSig:
            return new Secret(decode(map["value"] ?? null));
        case specialOutputValueSig:
            return new OutputValue(
                map["value"] === undefined ? undefined : decode(map["value"]),
                map["secret"] === true,
                (map["dependencies"] as string[] | undefined) ?? [],
            );
        case specialResourceSig:
            return new ResourceReference(
                map["urn"] as string,
                // The engine writes an unknown id as an empty string.
                map["id"] === undefined ? undefined : map["id"] === "" ? UNKNOWN : decode(map["id"]),
                map["packageVersion"] as string | undefined,
            );
        default:
            // Assets and archives stay maps with their signature: no resource here uses one.
            return mapValues(map, decode);
    }
}

export function encode(value: Value): JavaScriptValue {
    if (value instanceof Unknown) {
        return unknownValue;
    }
    if (value instanceof Secret) {
        return { [specialSigKey]: specialSecretSig, value: encode(value.value) };
    }
    if (value instanceof OutputValue) {
        return {
            [specialSigKey]: specialOutputValueSig,
            ...(value.value === undefined ? {} : { value: encode(value.value) }),
            ...(value.secret ? { secret: true } : {}),
            ...(value.dependencies.length === 0 ? {} : { dependencies: [...value.dependencies] }),
        };
    }
    if (value instanceof ResourceReference) {
        return {
            [specialSigKey]: specialResourceSig,
            urn: value.urn,
            ...(value.id === undefined ? {} : { id: value.id instanceof Unknown ? "" : encode(value.id) }),
            ...(value.packageVersion === undefined ? {} : { packageVersion: value.packageVersion }),
        };
    }
    if (Array.isArray(value)) {
        return value.map(encode);
    }
    return isMap(value) ? mapValues(value, encode) : (value as JavaScriptValue);
}

export function fromStruct(struct: Struct | undefined): PropertyMap {
    return struct === undefined ? {} : mapValues(struct.toJavaScript(), decode);
}

export function toStruct(map: PropertyMap): Struct {
    return Struct.fromJavaScript(mapValues(map, encode));
}
