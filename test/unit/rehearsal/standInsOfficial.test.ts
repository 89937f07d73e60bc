import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fits } from "../../../rehearsal/standIns/installed";
import { keyOf, needed, servedProviders } from "../../../rehearsal/standIns/official";
import { STAND_IN_KINDS, type StandInKind } from "../../../rehearsal/standIns/options";
import { BROUGHT, packageVersion, type PlugIn } from "../../../rehearsal/standIns/packages";

describe("stand-ins: official plug-ins", () => {
    let pulumiHome: string;
    beforeEach(() => (pulumiHome = mkdtempSync(join(tmpdir(), "plug-ins-"))));
    afterEach(() => rmSync(pulumiHome, { recursive: true }));

    const everyPlugIn = [...new Map(STAND_IN_KINDS.flatMap(needed).map((plugIn) => [keyOf(plugIn), plugIn])).values()];
    const install = (plugIns: readonly PlugIn[]) => {
        for (const { name, version } of plugIns) {
            const folder = join(pulumiHome, "plugins", `resource-${name}-v${version}`);
            mkdirSync(folder, { recursive: true });
            writeFileSync(join(folder, `pulumi-resource-${name}`), "");
            chmodSync(join(folder, `pulumi-resource-${name}`), 0o755);
        }
    };
    const served = (require: readonly StandInKind[] = [], kinds: readonly StandInKind[] = STAND_IN_KINDS) =>
        servedProviders({ kinds, require, path: "", pulumiHome });
    const official = async (...asked: Parameters<typeof served>) =>
        (await served(...asked)).filter(({ isStandIn }) => !isStandIn).map(({ name }) => name);

    it("are used if they are installed, also in the versions that awsx and eks include", async () => {
        install(everyPlugIn);
        assert.deepEqual(await official(), STAND_IN_KINDS);
        assert.deepEqual(
            everyPlugIn.filter(({ name }) => name === "aws").map(({ version }) => version),
            [packageVersion("aws"), "7.43.0", "7.25.0"],
        );
    });

    for (const lost of everyPlugIn.filter(({ name, version }) => packageVersion(name) !== version)) {
        it(`give way, saying which one is missing, without ${keyOf(lost)}`, async () => {
            install(everyPlugIn.filter((plugIn) => plugIn !== lost));
            assert.deepEqual(await official(), ["kubernetes", "command"]);
            for (const { sentence } of (await served()).filter(({ name }) => /^(aws|eks)/.test(name))) {
                assert.match(sentence, new RegExp(`stand-in .*the official plug-in ${keyOf(lost)} is missing`));
                assert.match(sentence, new RegExp(`: pulumi plugin install resource ${lost.name} ${lost.version}\\)$`));
            }
        });
    }

    it("of aws, awsx and eks are used together or not at all, and need no Kubernetes plug-in if a stand-in replaces it", async () => {
        const of = (...names: string[]) => everyPlugIn.filter(({ name }) => names.includes(name));
        install(of("aws", "awsx"));
        assert.deepEqual(await official(), []);
        install(of("eks"));
        assert.deepEqual(await official(), ["aws", "awsx", "eks"]);
    });

    it("are not used if a command must not reach AWS, and are not looked for if they are not needed", async () => {
        install(everyPlugIn);
        assert.deepEqual(await official(["eks"]), ["kubernetes", "command"]);
        assert.deepEqual(await official([], ["kubernetes"]), ["kubernetes"]);
    });

    it("are written down for the very versions of awsx and eks in package.json", () => {
        for (const [name, { of, plugIns }] of Object.entries(BROUGHT)) {
            const look = `look up what @pulumi/${name} brings along now, and write it in rehearsal/standIns/packages.ts`;
            assert.equal(of, packageVersion(name), look);
            const { dependencies } = createRequire(__filename)(`@pulumi/${name}/package.json`) as {
                dependencies: Record<string, string>;
            };
            for (const plugIn of plugIns) {
                assert.equal(dependencies[`@pulumi/${plugIn.name}`], `^${plugIn.version}`, look);
            }
        }
    });

    it("must be of the SDK's major version and not older", () => {
        for (const [plugIn, sdk, expected] of [
            ["7.48.0", "7.48.0", true],
            ["7.50.1", "7.48.0", true],
            ["7.47.9", "7.48.0", false],
            ["8.0.0", "7.48.0", false],
        ] as const) {
            assert.equal(fits(plugIn, sdk), expected, `${plugIn} for ${sdk}`);
        }
    });
});
