import type { Side } from ".";
import { type Application, applicationKind, applicationName, isLive } from "../../kubernetes/application";
import type { KubernetesApi } from "../../kubernetes";

/** What the check needs from a cluster. */
export type Lister = Pick<KubernetesApi, "list">;

/** The most objects of an Application that are listed. */
const most = 20;

/**
 * Whether the stack's Application is not Synced or not Healthy, and which of its objects. Other Applications in that
 * cluster are ignored.
 *
 * @throws KubernetesError if the cluster doesn't answer, or refuses
 */
export async function workloadSide(api: Lister): Promise<Side> {
    const all = (await api.list(applicationKind)) as Application[];
    const applications = all.filter(({ metadata }) => metadata.name === applicationName);
    if (applications.length === 0) {
        const found = `- There is no Application \`${applicationName}\`: nothing keeps the workload in sync with Git.`;
        return { state: "drift", found };
    }
    const astray = applications.filter((application) => !isLive(application));
    if (astray.length === 0) return { state: "clean" };
    return { state: "drift", found: astray.flatMap(linesOf).join("\n") };
}

function linesOf({ metadata, status }: Application): string[] {
    const { sync, health, conditions = [], resources = [] } = status ?? {};
    const revision = sync?.revision ? ` at ${sync.revision.slice(0, 7)}` : "";
    const states = `${sync?.status ?? "never synced"}${revision}, ${health?.status ?? "health unknown"}`;
    const head = `- Application \`${metadata.namespace}/${metadata.name}\`: ${states}`;
    const objects = resources
        .filter((one) => (one.status && one.status !== "Synced") || (one.health?.status ?? "Healthy") !== "Healthy")
        .map(({ kind, name, status, health, requiresPruning }) => {
            const what = [status, health?.status, requiresPruning ? "no longer in Git" : undefined].filter(Boolean);
            return `    - ${kind} \`${name}\`: ${what.join(", ")}${health?.message ? ` (${inLine(health.message)})` : ""}`;
        });
    const more = objects.length > most ? [`    - and ${objects.length - most} more`] : [];
    const said = conditions.map(({ type, message }) => `    - ${type}: ${inLine(message)}`);
    return [head, ...objects.slice(0, most), ...more, ...said];
}

const inLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 300);
