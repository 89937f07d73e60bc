import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { foldersOf, isExecutable } from "../../tools/executable";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** A browser on PATH; undefined if there is none. */
export function findBrowser(env = process.env): string | undefined {
    return foldersOf(env.PATH)
        .flatMap((folder) => names.map((name) => join(folder, name)))
        .find(isExecutable);
}

/** Features that aren't needed to look at a file. */
const quiet = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

export interface LookOptions {
    width: number;
    /** Default: light. */
    theme?: "light" | "dark";
}

/**
 * Opens a page in a frame in a browser, and measures there.
 *
 * @param measure the body of a JavaScript function of the frame's `document` and `window`; returns its result as JSON
 */
export async function look<T>(browser: string, page: string, measure: string, options: LookOptions): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "browser-"));
    try {
        const file = join(folder, "frame.html");
        writeFileSync(file, framed(page, measure, options.width));
        const scheme = `--blink-settings=preferredColorScheme=${options.theme === "dark" ? 0 : 1}`;
        const { stdout } = await promisify(execFile)(
            browser,
            [...quiet, `--user-data-dir=${join(folder, "profile")}`, scheme, "--dump-dom", pathToFileURL(file).href],
            { timeout: 60_000, maxBuffer: 32 * 2 ** 20 },
        );
        const answer = /<pre id="answer">([^<]*)<\/pre>/.exec(stdout)?.[1];
        if (answer === undefined) throw new Error(`the browser measured nothing: ${stdout.slice(0, 500)}`);
        return JSON.parse(decodeURIComponent(answer)) as T;
    } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** A frame may be narrower than a browser's window. */
const framed = (page: string, measure: string, width: number): string => `<!doctype html>
<pre id="answer"></pre><iframe width="${width}" height="800" style="border: 0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {
    const measure = (document, window) => { ${measure} };
    const answer = measure(frame.contentDocument, frame.contentWindow);
    document.querySelector("pre").textContent = encodeURIComponent(JSON.stringify(answer));
};
frame.srcdoc = ${JSON.stringify(page).replaceAll("<", "\\u003c")};
</script>
`;
