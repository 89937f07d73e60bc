/** What to do about Go's errors, by their text. */
const waysOut: [RegExp, string][] = [
    [
        /toolchain not available|download go\S* .*: (toolchain|no such|not found)/,
        "Install the Go version that is named above, from https://go.dev/doc/install, and run this again.",
    ],
    [
        /dial tcp|no such host|i\/o timeout|connection (refused|reset)|proxyconnect|TLS handshake|module lookup disabled/,
        "A module could not be downloaded: check the network, or set GOPROXY to a module proxy that this machine reaches.",
    ],
    [
        /no space left on device/,
        "The disk is full. About 8 GB are needed for Go's caches (`go env GOCACHE GOMODCACHE` says where they are).",
    ],
    [/signal: killed/, "The compiler was killed, most likely for want of memory: about 4 GB are needed."],
    [
        /checksum mismatch|SECURITY ERROR/,
        "A download is not what go.sum pins: whoever runs the module proxy should look into it. Nothing was built of it.",
    ],
];

const otherwise = "What is compiled already is kept: run it again when the cause is gone.";

/** A line that only reports progress: a package's path, or a download. */
const isProgress = (line: string): boolean => /^(go: (downloading|finding|extracting) |[\w.~/-]+$)/.test(line);

/** The error for a failed `go`: the last 15 lines of its output without progress, and what to do. */
export function explain(command: string, lines: string[], ending: string): string {
    const said = lines.filter((line) => line.trim() && !isProgress(line)).slice(-15);
    const text = said.join("\n");
    const wayOut = waysOut.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise;
    return [`${command} failed (${ending}):`, ...said.map((line) => `    ${line.slice(0, 400)}`), wayOut].join("\n");
}
