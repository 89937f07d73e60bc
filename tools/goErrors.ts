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
        "The disk is full. About 8 GB are needed for Go's caches (`go env GOCACHE GOMODCACHE` shows where they are).",
    ],
    [/signal: killed/, "The compiler was killed, most likely because memory ran out: about 4 GB are needed."],
    [
        /checksum mismatch|SECURITY ERROR/,
        "A download does not match go.sum: tell whoever runs the module proxy. Nothing was built from it.",
    ],
];

const otherwise = "What has been compiled is kept: run this again when you have fixed the cause.";

/** A line that only reports progress: a package's path, or a download. */
const isProgress = (line: string): boolean => /^(go: (downloading|finding|extracting) |[\w.~/-]+$)/.test(line);

/** The error for a failed `go`: the last 15 lines of its output without progress, and what to do. */
export function explain(command: string, lines: string[], ending: string): string {
    const said = lines.filter((line) => line.trim() && !isProgress(line)).slice(-15);
    const text = said.join("\n");
    const wayOut = waysOut.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise;
    return [`${command} failed (${ending}):`, ...said.map((line) => `    ${line.slice(0, 400)}`), wayOut].join("\n");
}
