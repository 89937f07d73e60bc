/** Versions of the provider SDKs that this project is built with. */
import { readFileSync } from "node:fs";

const read = new Map<string, string>();

/** Version of `@pulumi/NAME` in node_modules; without loading the package, which takes seconds for aws. */
export function packageVersion(name: string): string {
    const present = read.get(name);
    if (present !== undefined) {
        return present;
    }
    const manifest = readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    read.set(name, version);
    return version;
}
