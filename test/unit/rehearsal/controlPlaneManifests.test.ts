import assert from "node:assert/strict";
import { waitForEstablished } from "../../../rehearsal/controlPlane/manifests";
import { lastLines } from "../../../rehearsal/controlPlane/server";
import { KubernetesError, type KubernetesObject, type Resource } from "../../../kubernetes";

/** An API server where each question about a CRD gets the next of some answers, and the last one again and again. */
function server(conditions: object[][], served: boolean[]) {
    const next = <T>(answers: T[]): T => (answers.length > 1 ? answers.shift() : answers[0]) as T;
    return {
        left: () => conditions.length + served.length - 2,
        get: (): Promise<KubernetesObject> =>
            Promise.resolve({
                apiVersion: "apiextensions.k8s.io/v1",
                kind: "CustomResourceDefinition",
                metadata: { name: "kafkas.example.org" },
                spec: { group: "example.org", names: { kind: "Kafka" }, versions: [{ name: "v1", served: true }] },
                status: { conditions: next(conditions) },
            }),
        resourceFor: (apiVersion: string, kind: string): Promise<Resource> =>
            next(served)
                ? Promise.resolve({ apiVersion, kind, plural: "kafkas", namespaced: true })
                : Promise.reject(new KubernetesError("unknown kind", 404)),
    };
}

describe("a CRD that is applied", () => {
    const established = [{ type: "Established", status: "True" }];

    it("is waited for until it is established and its kind is served", async () => {
        const api = server([[], established], [false, false, true]);
        await waitForEstablished(api, "kafkas.example.org");
        assert.equal(api.left(), 0);
    });

    it("whose names are taken is not waited for, and the message says what has them", async () => {
        const taken = { type: "NamesAccepted", status: "False", message: '"kafkas" is already in use' };
        await assert.rejects(waitForEstablished(server([[taken]], [true]), "kafkas.example.org"), {
            message: 'CRD kafkas.example.org is not served: "kafkas" is already in use',
        });
    });
});

describe("a server's log", () => {
    it("is quoted by its last 12 lines, long ones shortened", () => {
        const log = `${Array.from({ length: 40 }, (_, at) => `line ${at}`).join("\n")}\n${"x".repeat(500)}\n`;
        const lines = lastLines(log).split("\n");
        assert.deepEqual([lines.length, lines[0], lines[11]?.length], [12, "line 29", 301]);
    });
});
