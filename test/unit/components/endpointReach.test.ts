import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { askAddress } from "../../../components/whatIsThere/callerAddress";
import { warnOfNoWayIn } from "../../../components/whatIsThere/endpointReach";
import type { Config } from "../../../config";

describe("before a cluster is created that this machine could not reach, a warning", () => {
    const before = process.env.CALLER_ADDRESS;
    const warn = pulumi.log.warn;
    let warnings: string[];
    beforeEach(() => {
        warnings = [];
        Object.assign(pulumi.log, { warn: (message: string) => void warnings.push(message) });
    });
    afterEach(() => {
        Object.assign(pulumi.log, { warn });
        if (before === undefined) delete process.env.CALLER_ADDRESS;
        else process.env.CALLER_ADDRESS = before;
    });

    async function warningsFrom(address: string, blocks: string[], running?: object): Promise<string[]> {
        process.env.CALLER_ADDRESS = address;
        const cluster = { source: "eks", publicAccessCidrs: blocks, privateAccessCidrs: [] } as unknown;
        await warnOfNoWayIn({ cluster: cluster as Config["cluster"] }, running as never);
        return warnings;
    }

    it("names the address, the wait and the way out", async () => {
        const [warning = "", ...others] = await warningsFrom("198.51.100.7", ["192.0.2.0/24", "203.0.113.0/24"]);
        assert.deepEqual(others, []);
        assert.match(warning, /^cluster\.publicAccessCidrs does not include 198\.51\.100\.7/);
        assert.match(warning, /five minutes/);
        assert.match(warning, /'cluster\.publicAccessCidrs\[2\]' 198\.51\.100\.7\/32/);
    });

    for (const [says, address, blocks, running] of [
        ["where the address is let in", "203.0.113.9", ["203.0.113.0/24"], undefined],
        ["where nobody can tell the address", "", ["203.0.113.0/24"], undefined],
        ["of an endpoint that is closed", "198.51.100.7", [], undefined],
        ["of a cluster that is there", "198.51.100.7", ["203.0.113.0/24"], {}],
    ] as const) {
        it(`is not given ${says}`, async () => assert.deepEqual(await warningsFrom(address, [...blocks], running), []));
    }
});

describe("the address by which a machine is seen", () => {
    let server: Server;
    let answer: string | undefined;
    let url: string;
    before(async () => {
        server = createServer((_request, response) => void (answer === undefined || response.end(answer)));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => {
        server.closeAllConnections();
        server.close();
    });

    it("is what the service answers", async () => {
        answer = "198.51.100.7\n";
        assert.equal(await askAddress(url), "198.51.100.7");
    });

    it("is unknown if something else answers, nothing answers, or nothing in time", async () => {
        answer = "<html>Sign in to the network</html>";
        assert.equal(await askAddress(url), undefined);
        answer = undefined;
        assert.equal(await askAddress(url, 50), undefined);
        assert.equal(await askAddress("http://127.0.0.1:1"), undefined);
    });
});
