/** What an Application deploys, and where to. */
interface Deploys {
    source: object;
    destination: object;
}

/**
 * When an Application counts as there (`pulumi.com/waitFor`): Argo CD has compared the cluster with the source and the
 * destination that the spec has now, is through with syncing, and says Synced and Healthy. After an update, the status is
 * of the old spec for a while, and that may be Synced and Healthy too. (Argo CD keeps in `status.sync.comparedTo` what it
 * has compared: `BuildComparedToStatus` in its pkg/apis/application/v1alpha1.)
 *
 * What is in Git is not known here: a commit that comes later is not waited for.
 *
 * @returns conditions as pulumi-kubernetes reads them (provider/pkg/jsonpath): RFC 9535 in braces
 */
export function untilHealthy({ source, destination }: Deploys): string {
    const of = "@.sync.comparedTo";
    const compared = [...comparisons(`${of}.source`, source), ...comparisons(`${of}.destination`, destination)];
    // Not all of them are there: without Kustomize's options, there must be none left of before.
    if (!("kustomize" in source)) compared.push(`!${of}.source.kustomize`);
    const isAtWork = ["Running", "Terminating"].map((phase) => `@.operationState.phase==${literal(phase)}`);
    return JSON.stringify([
        // A status that does not say what it is of, which Argo CD's own always does, is taken at its word.
        `jsonpath={[?@.sync.status&&(!${of}||(${compared.join("&&")}))]}`,
        "jsonpath={.status.sync.status}=Synced",
        "jsonpath={.status.health.status}=Healthy",
        // Nothing was synced where all was there already. The status is known by its `sync.status`: while a sync runs, the
        // Application has an `operation` with a `sync` as well (`setOperationState` in Argo CD's appcontroller.go).
        `jsonpath={[?@.sync.status&&!(${isAtWork.join("||")})]}`,
    ]);
}

/** What holds of a value that is just like `wanted`. What is empty, Argo CD leaves out. */
function comparisons(at: string, wanted: unknown): string[] {
    if (Array.isArray(wanted)) {
        const further = `!${at}[${wanted.length}]`;
        return [...wanted.flatMap((entry, index) => comparisons(`${at}[${index}]`, entry)), further];
    }
    if (typeof wanted === "object" && wanted !== null) {
        return Object.entries(wanted).flatMap(([key, value]) => comparisons(`${at}[${literal(key)}]`, value));
    }
    if (!wanted) return [];
    return [`${at}==${typeof wanted === "string" ? literal(wanted) : JSON.stringify(wanted)}`];
}

/** A text as RFC 9535 has it, without a quote of its own and without what pulumi-kubernetes splits at: `=`, braces. */
function literal(text: string): string {
    const plain = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
    return `'${plain.replace(/[={}']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)}'`;
}
