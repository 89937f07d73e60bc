import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { parseOverrides } from "../../../../commands/frame/flags";
import { configPath, readStackFile } from "../../../../config/stackFile";
import { committedStacks, exampleStacks, root } from "../../../../base/checkout";
import { assertReported, collector } from "../../../../rehearsal/engine/collect";
import { counts, layers, renderTree } from "../../../../commands/preview/tree";

const stack = "urn:pulumi:eks::confluent-gitops::";

function event(op: string, type: string, name: string, parent = "", inputs = {}): EngineEvent {
    const urn = `${stack}${type}::${name}`;
    return {
        resourcePreEvent: { metadata: { op, urn, type, provider: "", new: { parent, inputs } } },
    } as unknown as EngineEvent;
}

describe("npm run preview", () => {
    it("masks secrets and names what is unknown, however deep", () => {
        const { preview, onEvent } = collector();
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" };
        const inputs = { a: [{ b: secret }], c: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", d: 1 };
        onEvent(event("create", "aws:x/y:Y", "one", "", inputs));
        assert.deepEqual(preview.resources[0]?.inputs, { a: [{ b: "[secret]" }], c: "[unknown]", d: 1 });
    });

    it("names a resource that is passed as a whole, and treats anything else that is marked as a secret", () => {
        const { preview, onEvent } = collector();
        const marked = (kind: string, more: object) => ({ "4dabf18193072939515e22adb298388d": kind, ...more });
        const output = (more: object) => marked("d0e6a833031e9bbcd3f4e8bde6ca49a4", more);
        const inputs = {
            role: marked("5cf8f73096256a8f31e491e813e4eb8e", { urn: `${stack}aws:iam/role:Role::nodes`, id: "x" }),
            known: output({ value: { a: 1 } }),
            unknown: output({}),
            secret: output({ value: "x", secret: true }),
            another: marked("0def7320c3a5731c473e5ecbe6d01bc7", { text: "x" }),
        };
        onEvent(event("create", "aws:x/y:Y", "one", "", inputs));
        assert.deepEqual(preview.resources[0]?.inputs, {
            role: "[resource nodes]",
            known: { a: 1 },
            unknown: "[unknown]",
            secret: "[secret]",
            another: "[secret]",
        });
    });

    it("knows every layer of the program, in its order", () => {
        const program = readFileSync(join(root, "index.ts"), "utf8");
        assert.deepEqual(
            [...program.matchAll(/new (\w+)\(/g)].map(([, layer]) => layer),
            layers,
        );
    });

    it("shows the layers in the order of the program, and their resources below them", () => {
        const { preview, onEvent } = collector();
        onEvent(event("create", "platform:cluster:Cluster", "cluster"));
        onEvent(event("create", "platform:network:Network", "network"));
        onEvent(event("create", "awsx:ec2:Vpc", "vpc", `${stack}platform:network:Network::network`));
        const lines = renderTree("eks", preview, ["aws: stand-in"]).split("\n");
        const at = (text: RegExp) => lines.findIndex((line) => text.test(line));
        assert.ok(at(/^Network$/) < at(/^ {2}\+ awsx:ec2:Vpc +vpc$/));
        assert.ok(at(/awsx/) < at(/^Cluster {2}\(nothing to create/));
        assert.match(lines[0] ?? "", /^Preview of the stack eks: 1 to create$/);
        assert.ok(at(/aws: stand-in/) > 0);
    });

    it("treats a preview that reports nothing as failed, and not as one without changes", () => {
        assert.throws(() => assertReported({ changeSummary: {} }), /without reporting what it would change/);
        assertReported({ changeSummary: { same: 3 } });
    });

    it("counts a replacement once", () => {
        const { preview, onEvent } = collector();
        for (const op of ["create-replacement", "replace", "delete-replaced"]) onEvent(event(op, "aws:x/y:Y", "one"));
        assert.equal(counts(preview.resources), "1 to replace");
    });

    it("reads KEY=VALUE, the value as JSON where it is JSON", () => {
        assert.deepEqual(parseOverrides(["a.b=3", "c=[1]", "d=x=y", 'e="1.30"', "f="]), {
            "a.b": 3,
            c: [1],
            d: "x=y",
            e: "1.30",
            f: "",
        });
        assert.throws(() => parseOverrides(["a.b"]), /takes KEY=VALUE/);
        assert.deepEqual(configPath("network.zones[0]"), ["confluent-gitops:network", "zones", "0"]);
        assert.deepEqual(configPath("aws:region"), ["aws:region"]);
    });

    it("sets overrides into lists and groups, and keeps secrets apart from them", () => {
        const { config, secrets } = readStackFile("eks", {
            "network.zones[2]": "eu-central-1x",
            "argocd.access": "nodePort",
            repositoryToken: "a-token",
        });
        const network = config["confluent-gitops:network"] as { zones: string[] };
        assert.deepEqual(network.zones, ["eu-central-1a", "eu-central-1b", "eu-central-1x"]);
        assert.deepEqual(config["confluent-gitops:argocd"], { access: "nodePort" });
        assert.deepEqual(secrets, { "confluent-gitops:repositoryToken": "a-token" });
        assert.ok(!JSON.stringify(config).includes("a-token"));
    });

    it("names the existing stacks if one does not exist", () => {
        const own = committedStacks().join(", ");
        const examples = exampleStacks().slice(0, -1).join(", ");
        assert.throws(
            () => readStackFile("nowhere"),
            new RegExp(
                `There is no stack nowhere; this checkout has ${own}, ${examples} and ${exampleStacks().at(-1)}\\.`,
            ),
        );
    });
});
