import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { until } from "../../base/until";

/** One of Argo CD's parts, which finds its port taken at its first start, and starts normally the second time. */
export interface LateComer {
    /** Replaces Argo CD's binary. */
    binary: string;
    /** Waits until it starts, and takes its port first. @returns that port */
    overtake: () => Promise<number>;
    /** Releases the port. */
    close: () => void;
}

export interface LateComerOptions {
    /** Such as `argocd-repo-server`. */
    part: string;
    /** The flag with the port: `--port`. */
    flag: string;
    /** An empty folder for notes. */
    folder: string;
}

/** @param argocd path of Argo CD's binary */
export function lateComer(argocd: string, { part, flag, folder }: LateComerOptions): LateComer {
    const [binary, asked, taken] = [join(folder, "argocd"), join(folder, "asked"), join(folder, "taken")];
    // Whatever a control plane's guardian has to end must run from a path in its folder, as this does.
    const script = `#!/bin/sh
if [ "$ARGOCD_BINARY_NAME" = ${part} ] && [ ! -e ${asked} ]; then
    echo "$*" > ${asked}
    while [ ! -e ${taken} ]; do sleep 0.05; done
fi
ln -sf ${argocd} "$0-itself"
exec "$0-itself" "$@"
`;
    writeFileSync(binary, script, { mode: 0o755 });
    const listener = createServer((socket) => void socket.on("error", () => undefined));
    return {
        binary,
        overtake: async () => {
            const port = await until(`${part} starts`, () => {
                const said = existsSync(asked) ? readFileSync(asked, "utf8") : "";
                return said.endsWith("\n") && new RegExp(`${flag}=(\\d+)`).exec(said)?.[1];
            });
            await once(listener.listen(Number(port), "127.0.0.1"), "listening");
            writeFileSync(taken, "");
            return Number(port);
        },
        close: () => void listener.close(),
    };
}
