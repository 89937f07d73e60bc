import assert from "node:assert/strict";
import { keyOf, needed } from "../../../../rehearsal/standIns/official";
import { STAND_IN_KINDS } from "../../../../rehearsal/standIns/options";
import { everyPlugIn } from "../../../../rehearsal/standIns/packages";
import type { PlugInsReport } from "../../../../commands/tools/shape";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { plugInsPage } from "../../../../commands/tools/plugIns";

describe("npm run tools -- --plug-ins", () => {
    const page = plugInsPage({ platform: "linux", arch: "x64" });

    it("lists every plug-in that a preview looks for, in each of its versions, once", () => {
        const looked = new Set(STAND_IN_KINDS.flatMap(needed).map(keyOf));
        assert.deepEqual(everyPlugIn().map(keyOf).sort(), [...looked].sort());
        for (const { name, version } of everyPlugIn()) {
            const file = `pulumi-resource-${name}-v${version}-linux-amd64.tar.gz`;
            const lines = page.split("\n").filter((line) => line.includes(file));
            assert.deepEqual(lines, [
                `https://get.pulumi.com/releases/plugins/${file}`,
                `pulumi plugin install resource ${name} ${version} --file ${file}`,
            ]);
        }
    });

    it("says the same with --json", async () => {
        const { status, stdout, stderr } = await answerTo(["tools", "--plug-ins", "--json"]);
        assert.deepEqual([status, stderr], [0, ""]);
        const { plugIns } = checkShape<PlugInsReport>("tools", stdout);
        const own = plugInsPage();
        assert.deepEqual(plugIns.map(keyOf), everyPlugIn().map(keyOf));
        for (const { url, command } of plugIns) assert.ok(own.includes(`\n${url}\n`) && own.includes(`\n${command}\n`));
    });

    it("is for the machine on which it runs", () => {
        assert.match(
            plugInsPage({ platform: "darwin", arch: "arm64" }),
            /pulumi-resource-eks-v[\d.]+-darwin-arm64\.tar\.gz/,
        );
        assert.match(
            plugInsPage({ platform: "win32", arch: "x64" }),
            /pulumi-resource-eks-v[\d.]+-windows-amd64\.tar\.gz/,
        );
    });
});
