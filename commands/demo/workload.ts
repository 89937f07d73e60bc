import { workloadKinds } from "../../config/workload/workloadKinds";
import { announceCommit, type Application, isLive, readApplication } from "../../kubernetes/application";
import { UsageError } from "../../base/error";
import type { GitRepository } from "../../rehearsal/git/repository";
import { type KubernetesApi, type KubernetesObject, orNone } from "../../kubernetes";
import { until } from "../../base/until";
import type { DemoStage } from "./scene";

export const workloadNamespace = "confluent";
export const confluentGroup = "platform.confluent.io";
export const confluentApi = `${confluentGroup}/v1beta1`;

/** The overlay that the dev stack follows. */
export const overlay = "gitops/platform/overlays/dev";

/** Its parts. */
export const kustomization = `${overlay}/kustomization.yaml`;

/** The component of that overlay that sets the sizes, with a file for each component of the platform. */
export const sizes = "gitops/platform/components/size-small";

/** How long to wait after announcing a commit before asking Argo CD to look again, in milliseconds. */
const announceAgainMs = 3000;

/** Announces again on request, if the last time was long enough ago. */
export function repeatedAnnouncement(api: KubernetesApi): () => Promise<void> {
    let announcedAt = performance.now();
    return async () => {
        if (performance.now() - announcedAt < announceAgainMs) return;
        announcedAt = performance.now();
        await announceCommit(api);
    };
}

/**
 * Waits until a commit is live: the Application is Synced to it, and Healthy. In the meantime, asks Argo CD to look again,
 * as its Refresh button does, for two reasons: Argo CD may not have noticed the commit while it was busy with the previous
 * one, and it doesn't notice by itself that a topic, which has an owner, has become healthy. Its next poll, up to a minute
 * later, would see both.
 */
export function live(
    { api, patience: seconds = 90 }: Pick<DemoStage, "api"> & Partial<DemoStage>,
    revision: string,
): Promise<Application> {
    const announceAgain = repeatedAnnouncement(api);
    return until(
        `commit ${revision.slice(0, 7)} is live`,
        async () => {
            const application = await readApplication(api);
            if (isLive(application, revision)) return application;
            await announceAgain();
            return undefined;
        },
        { seconds, seen: async () => howItStands(await readApplication(api)) },
    );
}

/** Commits the changes, and notifies Argo CD, as a Git server's webhook would. */
export async function commit(on: DemoStage, message: string): Promise<string> {
    const revision = await on.repository.commit(message);
    on.recorder.mark(`commit ${revision.slice(0, 7)}: ${message}`);
    await announceCommit(on.api);
    return revision;
}

/** An Application's own status, in one line. */
export function howItStands(application: Application | undefined): string {
    const { sync, health, conditions = [], operationState, resources = [] } = application?.status ?? {};
    const others = resources.flatMap(({ kind, name, health }) =>
        health && !["Healthy", "Suspended"].includes(health.status ?? "")
            ? [`${kind}/${name} is ${[health.status, health.message].filter(Boolean).join(": ")}`]
            : [],
    );
    const parts = [sync?.status, health?.status, operationState?.message, ...conditions.map(({ message }) => message)];
    parts.push(...others.slice(0, 5));
    return application ? `The Application says: ${parts.filter(Boolean).join("; ")}` : "There is no Application.";
}

/** The objects of Confluent's kinds that the Application may contain. A kind without a CRD has none. */
export async function confluentObjects(api: KubernetesApi): Promise<KubernetesObject[]> {
    const kinds = workloadKinds.filter(({ group }) => group === confluentGroup);
    const lists = kinds.map(({ kind }) => orNone(api.list({ apiVersion: confluentApi, kind }, workloadNamespace), []));
    return (await Promise.all(lists)).flat();
}

/** The specification of each object, by `Kind/name`. */
export async function specs(api: KubernetesApi): Promise<Record<string, unknown>> {
    const objects = await confluentObjects(api);
    return Object.fromEntries(objects.map(({ kind, metadata, spec }) => [`${kind}/${metadata.name}`, spec]));
}

/** Adds components to the overlay, above the one with the sizes: its patches have to come after what they patch. */
export function addComponents(repository: GitRepository, ...names: string[]): void {
    const above = "  - ../../components/size-small\n";
    const lines = names.map((name) => `  - ../../components/${name}\n`).join("");
    edit(repository, kustomization, above, lines + above);
}

/** Replaces a part of a file in the repository. @throws UsageError if the file doesn't contain it */
export function edit(repository: GitRepository, path: string, from: string, to: string): void {
    const text = repository.read(path);
    if (!text.includes(from)) throw new UsageError(`${path} does not have "${from.trim()}", which the demo changes.`);
    repository.write(path, text.replace(from, to));
}
