import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { partsOf } from "../../../tools/flags";

// Stands in for Go: writes what it is asked, and a file for each package. In a folder with `broken`, a build fails half-way.
const fakeGo = `#!/bin/sh
here=\${0%/*}
case $1 in
env) echo go1.27.0; exit ;;
mod) echo "{\\"Dir\\":\\"$here/source\\"}"; exit ;;
list) echo "list \${PWD##*/}" >>"$here/log"; echo "go: downloading a v1" >&2; echo a; echo b; exit ;;
esac
echo "build \${PWD##*/} begins" >>"$here/log"
while [ "$1" != -o ]; do shift; done
out=$2; shift 2
echo a >&2
/bin/sleep 0.3
for package; do
    case \${package##*/} in v[0-9]*) package=\${package%/*} ;; esac
    echo "built" >"$out\${package##*/}"
    if [ -e "$here/broken" ]; then echo "no space left on device" >&2; exit 1; fi
done
echo "build \${PWD##*/} ends" >>"$here/log"
`;

/** Writes it into a folder, with what it downloads. */
export function writeFakeGo(folder: string): void {
    writeFileSync(join(folder, "go"), fakeGo);
    chmodSync(join(folder, "go"), 0o755);
    for (const { of, imports } of Object.values(partsOf)) {
        for (const [file, stay] of Object.entries(imports)) {
            mkdirSync(join(folder, "source", dirname(file)), { recursive: true });
            const lines = [...stay, "pkg/other"].map((name) => `\t_ "${of}/${name}"\n`);
            writeFileSync(join(folder, "source", file), lines.join(""));
        }
    }
}
