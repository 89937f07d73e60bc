import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A chart repository on 127.0.0.1. */
export interface ChartRepository {
    url: string;
    /** Requested paths, in order. */
    asked: string[];
    stop(): Promise<void>;
}

/**
 * Serves a test's own charts, packaged with Helm.
 *
 * @param helm path of the binary
 * @param charts the templates of each chart, by the chart's name and the file's
 */
export async function serveCharts(
    helm: string,
    charts: Record<string, Record<string, string>>,
): Promise<ChartRepository> {
    const folder = mkdtempSync(join(tmpdir(), "charts-"));
    const asked: string[] = [];
    const server = createServer((request, response) => {
        const path = request.url ?? "";
        asked.push(path);
        try {
            response.end(readFileSync(join(folder, "served", path.replace(/^\/+/, ""))));
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [name, files] of Object.entries(charts)) {
        const all = { "Chart.yaml": `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`, ...files };
        for (const [file, text] of Object.entries(all)) {
            const path = join(folder, name, file);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, text);
        }
        execFileSync(helm, ["package", join(folder, name), "--destination", join(folder, "served")]);
    }
    execFileSync(helm, ["repo", "index", join(folder, "served"), "--url", url]);
    return {
        url,
        asked,
        stop: async () => {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
