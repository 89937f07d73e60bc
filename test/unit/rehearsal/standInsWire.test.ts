import assert from "node:assert/strict";
import fc from "fast-check";
import { isRpcSecret, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode, fromStruct, toStruct } from "../../../rehearsal/standIns/wire";
import {
    OutputValue,
    ResourceReference,
    Secret,
    UNKNOWN,
    hasSecret,
    hasUnknown,
    known,
    markSecretsLike,
    reveal,
    type PropertyMap,
    type Value,
} from "../../../rehearsal/standIns/values";

// protobuf's own toJavaScript loses a key of that name; the engine has no property called so.
const key = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== "__proto__");

const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.string(),
        fc.constant(UNKNOWN),
        tie("value").map((inner) => new Secret(inner)),
        fc
            .tuple(fc.option(tie("value"), { nil: undefined }), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }))
            .map(([inner, secret, dependencies]) => new OutputValue(inner, secret, dependencies)),
        fc
            .tuple(fc.string(), fc.oneof(fc.constant(undefined), fc.constant(UNKNOWN), fc.string({ minLength: 1 })))
            .map(([urn, id]) => new ResourceReference(urn, id)),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
}));
const map = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<PropertyMap>;

describe("stand-ins: property values on the wire", () => {
    it("come back as they were sent: unknown, secret, output and reference, nested in any way", () => {
        fc.assert(fc.property(value, (sent) => assert.deepEqual(decode(encode(sent)), sent)));
    });

    it("survive protobuf's bytes", () => {
        fc.assert(
            fc.property(map, (sent) => {
                const received = Struct.deserializeBinary(toStruct(sent).serializeBinary());
                assert.deepEqual(fromStruct(received), sent);
            }),
        );
    });

    it("are written as the SDK writes them", () => {
        assert.equal(encode(UNKNOWN), unknownValue);
        assert.ok(isRpcSecret(encode(new Secret("x"))));
    });

    it("reveal nothing but plain values and unknowns", () => {
        fc.assert(
            fc.property(value, (given) => {
                const open = reveal(given);
                assert.equal(hasSecret(open), false);
                assert.deepEqual(reveal(open), open);
                assert.equal(known(given) === undefined, hasUnknown(given));
            }),
        );
    });

    it("of an output that doesn't exist yet are unknown", () => {
        const pending = { a: [new OutputValue(undefined, true, ["urn"])] };
        assert.deepEqual(reveal(pending), { a: [UNKNOWN] });
        assert.equal(hasUnknown(pending), true);
    });

    it("keep what was secret secret when the live object's values replace them", () => {
        fc.assert(
            fc.property(map, (template) => {
                const live = reveal(template);
                const marked = markSecretsLike(template, live);
                assert.equal(hasSecret(marked), hasSecret(template));
                assert.deepEqual(reveal(marked), live);
            }),
        );
    });

    it("treat a whole list as secret if one entry was, because entries move", () => {
        const marked = markSecretsLike({ args: ["a", new Secret("b")] }, { args: ["b", "a"] });
        assert.deepEqual(marked, { args: new Secret(["b", "a"]) });
    });
});
