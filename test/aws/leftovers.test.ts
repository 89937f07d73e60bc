import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { actionsOfLooking } from "../../commands/leftovers/look";
import { root } from "../../base/checkout";
import { type Denying, denying } from "./denying";
import { type Moto, startMoto } from "./moto";
import { matches, role, statements } from "./pipelineRole";
import { type Planted, plant, plantCluster, volumesThere } from "./plantLeftovers";
import { checkShape } from "../shape";

interface Listed {
    kind: string;
    id: string;
    what: string;
    monthlyUsd: number;
    stays: string | null;
    command: string | null;
}

interface Run {
    code: number;
    output: string;
}

describe("npm run leftovers, on moto (a stand-in)", () => {
    let moto: Moto;
    let planted: Planted;
    before(async () => {
        moto = await startMoto();
        planted = await plant(moto);
    });
    after(() => moto?.stop());

    /** As a user runs it, for the stack eks; there is no terminal. */
    const run = (args: readonly string[], endpoint = moto.url) =>
        new Promise<Run>((resolve) => {
            const words = ["bin/confluent-gitops.cjs", "leftovers", "--stack", "eks", ...args];
            const env = { ...moto.env, AWS_ENDPOINT_URL: endpoint };
            const child = execFile(process.execPath, words, { cwd: root, env }, (error, stdout, stderr) =>
                resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
            );
            child.stdin?.end();
        });
    const list = async (): Promise<Listed[]> => {
        const { output } = await run(["--json"]);
        return checkShape<{ leftovers: Listed[] }>("leftovers", output).leftovers;
    };

    it("names what is left by tag and by name, and nothing of others, nor what is shared with them", async () => {
        const found = await list();
        assert.deepEqual(found.map(({ id }) => id).sort(), Object.values(planted.ofStack).sort());
    });

    it("tells what is to stay, what is in use, what goes by itself, and what Pulumi deletes from what is left over", async () => {
        const found = await list();
        const stays = Object.fromEntries(found.map(({ id, stays: why }) => [id, why]));
        assert.deepEqual(Object.fromEntries(Object.entries(planted.ofStack).map(([name, id]) => [name, stays[id]])), {
            volume: null,
            retained: "retained",
            untold: "retained",
            snapshot: "retained",
            classic: null,
            network: null,
            targetGroup: null,
            interface: null,
            securityGroup: null,
            clusterGroup: null,
            logGroup: null,
            key: null,
            pendingKey: "goes by itself",
            launchTemplate: null,
            vpc: "the stack's",
            natGateway: "the stack's",
        });
    });

    it("says what it costs a month, and for what it was", async () => {
        const byId = new Map((await list()).map((one) => [one.id, one]));
        const cost = (id: string) => byId.get(id)?.monthlyUsd;
        const { volume, retained, classic, network, key, pendingKey, natGateway, logGroup } = planted.ofStack;
        assert.deepEqual(
            [volume, retained, classic, network, key, pendingKey, natGateway, logGroup].map(cost),
            [1.6, 8, 18.25, 16.43, 1, 0, 36.5, 0],
        );
        assert.match(byId.get(volume)?.what ?? "", /^20 GiB gp3, claim confluent\/data0-kafka-0$/);
        const { code, output } = await run([]);
        assert.equal(code, 1);
        assert.match(
            output,
            /^10 left of the stack eks \(cluster confluent, eu-central-1\), about \$ 37\.27 a month:$/m,
        );
        assert.match(output, /Prices are those of us-east-1/);
    });

    it("deletes nothing where nobody can be asked", async () => {
        const before = await list();
        const { code, output } = await run(["--delete"]);
        assert.equal(code, 1);
        assert.match(output, /Nothing was deleted: there is no terminal to ask on/);
        assert.deepEqual(await list(), before);
    });

    it("refuses while the cluster is there: all of it is in use", async () => {
        const gone = await plantCluster(moto);
        for (const args of [[], ["--delete", "--yes"]]) {
            const { code, output } = await run(args);
            assert.equal(code, 1);
            assert.match(output, /The cluster confluent of the stack eks is there \(eu-central-1, ACTIVE\)/);
            assert.doesNotMatch(output, /vol-/);
        }
        await gone();
    });

    it("prints commands that delete", async () => {
        const { command } = (await list()).find(({ id }) => id === planted.ofStack.launchTemplate) ?? {};
        assert.ok(command);
        await moto.aws(...command.split(" ").slice(1));
        assert.ok(!(await list()).some(({ id }) => id === planted.ofStack.launchTemplate));
    });

    it("deletes what is left over in an order that works, and neither what is to stay nor what is others'", async () => {
        const { code, output } = await run(["--delete", "--yes"]);
        assert.equal(code, 0, output);
        assert.doesNotMatch(output, /Not deleted/);
        const { retained, untold, snapshot, key, pendingKey, vpc, natGateway, ...gone } = planted.ofStack;
        const found = await list();
        assert.deepEqual(
            found.filter(({ id }) => Object.values(gone).includes(id)),
            [],
        );
        // A VPC is the stack's where something of its cluster is in it; nothing is any more.
        assert.deepEqual(found.map(({ id }) => id).sort(), [retained, untold, snapshot, key, pendingKey].sort());
        assert.ok(vpc && natGateway);
        assert.deepEqual(found.find(({ id }) => id === key)?.stays, "goes by itself");
        assert.deepEqual(await volumesThere(moto), [retained, untold, ...planted.ofOthers.volumes].sort());
    });

    it("deletes what is kept where that is named", async () => {
        const { code, output } = await run(["--delete", "--include-retained", "--yes"]);
        assert.equal(code, 0, output);
        for (const name of ["retained", "untold", "snapshot"] as const)
            assert.ok(output.includes(planted.ofStack[name]));
        assert.deepEqual(await volumesThere(moto), planted.ofOthers.volumes);
        assert.match((await run([])).output, /^Nothing is left to delete of the stack eks/m);
    });

    describe("where a right is missing", () => {
        let proxy: Denying;
        before(async () => (proxy = await denying(moto.url, "DescribeVolumes")));
        after(() => proxy.close());

        it("says what could not be looked for, and so that nothing is known to be left by another exit code", async () => {
            const { code, output } = await run([], proxy.url);
            assert.equal(code, 3, output);
            assert.match(
                output,
                /Not checked, because permissions are missing:\n\n {2}EBS volumes \(ec2:DescribeVolumes\)/,
            );
        });
    });

    it("takes no more than the preview role may do", () => {
        const allowed = statements(role("PreviewRole")).flatMap(({ Action }) => Action);
        assert.deepEqual(
            actionsOfLooking.filter((action) => !allowed.some((pattern) => matches(pattern, action))),
            [],
        );
    });
});
