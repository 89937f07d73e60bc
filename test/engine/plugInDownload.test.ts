import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findInstalled } from "../../rehearsal/standIns/installed";
import { servedProviders } from "../../rehearsal/standIns/official";
import { STAND_IN_KINDS } from "../../rehearsal/standIns/options";
import { everyPlugIn } from "../../rehearsal/standIns/packages";
import { ensureTools } from "../../tools";
import { plugInsPage } from "../../commands/tools/plugIns";

const OVERRIDES = "PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES";

describe("official plug-ins that the engine itself fetches", () => {
    let folder: string;
    let server: Server;
    let pulumi: string;
    const asked: string[] = [];
    /** By name: archives that are not served. */
    const missing = new Set<string>();
    const { [OVERRIDES]: overrides, PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: off } = process.env;

    before(async () => {
        ({ pulumi } = await ensureTools(["pulumi"]));
        folder = mkdtempSync(join(tmpdir(), "plug-ins-"));
        server = createServer(({ url = "" }, response) => {
            const file = url.slice(1);
            asked.push(file);
            if (missing.has(file)) response.writeHead(404).end();
            else response.end(readFileSync(archive(file)));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        // As the page says it, with a server of this test's.
        const said = new RegExp(`${OVERRIDES}='(.*)'`).exec(plugInsPage())?.[1] ?? "";
        process.env[OVERRIDES] = said.replace(/https:.*/, mirror);
        delete process.env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION;
    });
    after(() => {
        server.close();
        rmSync(folder, { recursive: true });
        for (const [name, value] of Object.entries({
            [OVERRIDES]: overrides,
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: off,
        }))
            if (value === undefined) delete process.env[name];
            else process.env[name] = value;
    });

    /** A release as Pulumi's, whose plug-in does nothing. */
    function archive(file: string): string {
        const name = `pulumi-resource-${/^pulumi-resource-(.*)-v\d/.exec(file)?.[1]}`;
        const inside = mkdtempSync(join(folder, "release-"));
        writeFileSync(join(inside, name), "#!/bin/sh\n");
        chmodSync(join(inside, name), 0o755);
        execFileSync("tar", ["-czf", join(inside, file), "-C", inside, name]);
        return join(inside, file);
    }

    const files = () => [...plugInsPage().matchAll(/releases\/plugins\/(.*)$/gm)].map(([, file]) => file ?? "");
    const served = (home: string) =>
        servedProviders({
            kinds: STAND_IN_KINDS,
            pulumi,
            path: "",
            pulumiHome: join(folder, home),
            cache: join(folder, home, "failures.json"),
        });

    it("from a mirror are requested by the names in the list, and work", async () => {
        assert.deepEqual(
            (await served("all")).filter(({ isStandIn }) => isStandIn),
            [],
        );
        assert.deepEqual([...new Set(asked)].sort(), files().sort());
    });

    it("are replaced by the stand-ins if the mirror lacks one, which is named", async () => {
        const { name, version } = everyPlugIn().find((plugIn) => plugIn.name === "aws" && plugIn.version === "7.25.0")!;
        missing.add(files().find((file) => file.includes(`-${name}-v${version}-`)) ?? "");
        const sentences = (await served("lacking"))
            .filter(({ isStandIn }) => isStandIn)
            .map(({ sentence }) => sentence);
        assert.equal(sentences.length, 3);
        for (const sentence of sentences)
            assert.match(sentence, /aws v7\.25\.0 is missing.*plugin install resource aws 7\.25\.0\)$/);
    });

    it("are installed from a file by the command that the list has", async () => {
        const home = join(folder, "by-hand");
        const [command = ""] = plugInsPage().match(/^pulumi plugin install .*$/m) ?? [];
        const [, ...args] = command.split(" ");
        const file = args.pop() ?? "";
        execFileSync(pulumi, [...args, archive(file)], { env: { ...process.env, PULUMI_HOME: home }, stdio: "pipe" });
        const [, name = "", version = ""] = /resource (\S+) (\S+)/.exec(command) ?? [];
        assert.ok(await findInstalled(name, version, { path: "", home }));
    });
});
