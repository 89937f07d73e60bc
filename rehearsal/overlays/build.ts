import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * The YAML that an overlay renders.
 *
 * @param kustomize path of the binary
 * @param folder the folder with the kustomization.yaml
 * @throws Error with Kustomize's own message if it fails
 */
export async function buildOverlay(kustomize: string, folder: string): Promise<string> {
    try {
        return (await promisify(execFile)(kustomize, ["build", folder], { maxBuffer: 64 << 20 })).stdout;
    } catch (error) {
        const { stderr } = error as { stderr?: string };
        throw stderr ? new Error(stderr.trim().replace(/^Error: /, "")) : error;
    }
}
