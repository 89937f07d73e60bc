import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { until } from "../../rehearsal/until";

/** One of Argo CD's parts that finds its port taken when it starts, and its second start as any other. */
export interface LateComer {
    /** To be started in place of Argo CD's binary. */
    binary: string;
    /** Waits until it starts, and is quicker to listen on its `--port`. Close it in the end. */
    overtake: () => Promise<{ port: number; listener: Server }>;
}

/**
 * @param argocd path of Argo CD's binary
 * @param part such as `argocd-repo-server`
 * @param folder an empty one, for what is noted
 */
export function lateComer(argocd: string, part: string, folder: string): LateComer {
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
    return {
        binary,
        overtake: async () => {
            const port = await until(`${part} starts`, () => {
                const found = existsSync(asked) && /--port=(\d+) .*\n/.exec(readFileSync(asked, "utf8"))?.[1];
                return found ? Number(found) : undefined;
            });
            const listener = createServer((socket) => void socket.on("error", () => undefined));
            await once(listener.listen(port, "127.0.0.1"), "listening");
            writeFileSync(taken, "");
            return { port, listener };
        },
    };
}
