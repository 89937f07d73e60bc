import { basename } from "node:path";
import { render } from "../../config/kustomize/render";
import { UsageError } from "../../base/error";
import type { Overlay } from "../frame/overlay";
import { produce, type ProduceOptions } from "../secrets/produce";
import { clusterWay } from "../secrets/ways/cluster";
import type { DemoStage } from "./scene";
import { workloadNamespace } from "./workload";

/** An overlay as it is written in the repository now. @param path its folder there */
export const overlayIn = ({ folder }: DemoStage["repository"], path: string): Overlay => ({
    root: folder,
    path,
    name: basename(path),
    namespace: workloadNamespace,
    resources: render(folder, path).resources,
});

/**
 * Makes and applies the Secrets that an overlay refers to, as `npx confluent-gitops secrets --apply` does; those that are there
 * stay as they are.
 *
 * @param path the overlay's folder in the repository, as it is written there now
 * @param given what only its user knows: `from`, as the command's flags have it, and `env`, its variables. Default: nothing
 * @returns the names of those that it has made
 * @throws UsageError where one can't be made
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
        throw new UsageError(`Nobody gives these Secrets: ${missing.map(({ secret }) => secret).join(", ")}.`);
    }
    return changes.map(({ secret }) => secret);
}
