import { basename } from "node:path";
import { render } from "../../config/kustomize/render";
import { UsageError } from "../../base/error";
import type { Overlay } from "../frame/overlay";
import { produce, type ProduceOptions } from "../secrets/produce";
import { clusterWay } from "../secrets/ways/cluster";
import type { DemoStage } from "./scene";
import { workloadNamespace } from "./workload";

/** The current text of an overlay in the repository. @param path its folder there */
export const overlayIn = ({ folder }: DemoStage["repository"], path: string): Overlay => ({
    root: folder,
    path,
    name: basename(path),
    namespace: workloadNamespace,
    resources: render(folder, path).resources,
});

/**
 * Creates and applies the Secrets that an overlay refers to, like `npx confluent-gitops secrets --apply`. Existing Secrets
 * are not changed.
 *
 * @param path the overlay's folder in the repository
 * @param given what only a user can know: `from`, as in the command's flags, and `env`, its variables. Default: nothing
 * @returns the names of the Secrets that it has created
 * @throws UsageError if one can't be created
 */
export async function applySecrets(
    { api, repository }: Pick<DemoStage, "api" | "repository">,
    path: string,
    given: Partial<Pick<ProduceOptions, "from" | "env">> = {},
): Promise<string[]> {
    const { changes, missing } = await produce({
        overlay: overlayIn(repository, path),
        way: clusterWay(api, "the rehearsal", workloadNamespace),
        from: given.from ?? [],
        ask: () => Promise.resolve(true),
        say: () => undefined,
        env: given.env ?? {},
    });
    if (missing.length > 0) {
        throw new UsageError(`Nothing provides these Secrets: ${missing.map(({ secret }) => secret).join(", ")}.`);
    }
    return changes.map(({ secret }) => secret);
}
