import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { until } from "../../base/until";

/** One of Argo CD's parts that finds its port taken when it starts, and its second start as any other. */
export interface LateComer {
    /** To be started in place of Argo CD's binary. */
    binary: string;
    /** Waits until it starts, and is quicker to listen on its port. @returns that port */
    overtake: () => Promise<number>;
    /** Gives the port back. */
    close: () => void;
}

export interface LateComerOptions {
    /** Such as `argocd-repo-server`. */
    part: string;
    /** The one that says which port: `--port`. */
    flag: string;
    /** An empty one, for what is noted. */
    folder: string;
}

/** @param argocd path of Argo CD's binary */
export function lateComer(argocd: string, { part, flag, folder }: LateComerOptions): LateComer {
    const [binary, asked, taken] = [join(folder, "argocd"), join(folder, "asked"), join(folder, "taken")];
    // What a control plane's guardian is to end has to run by a path in its folder, as this one does.
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
