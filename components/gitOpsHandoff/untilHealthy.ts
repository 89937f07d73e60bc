/** What an Application deploys, and its destination. */
interface Deploys {
    source: object;
    destination: object;
}

/**
 * When an Application counts as ready (`pulumi.com/waitFor`): Argo CD has compared the cluster with the source and
 * destination in the current spec, has finished syncing, and reports Synced and Healthy. After an update, the status is
 * still that of the old spec for a while, and may also be Synced and Healthy. (Argo CD stores what it has compared in
 * `status.sync.comparedTo`: `BuildComparedToStatus` in its pkg/apis/application/v1alpha1.) The contents of Git are not
 * known here: it doesn't wait for a later commit.
 *
 * @returns conditions as pulumi-kubernetes reads them (provider/pkg/jsonpath): RFC 9535 in braces
 */
export function untilHealthy({ source, destination }: Deploys): string {
    const of = "@.sync.comparedTo";
    const compared = [...comparisons(`${of}.source`, source), ...comparisons(`${of}.destination`, destination)];
    // Not every source has all fields: without Kustomize options, none of the previous ones may be left.
    if (!("kustomize" in source)) compared.push(`!${of}.source.kustomize`);
    const isAtWork = ["Running", "Terminating"].map((phase) => `@.operationState.phase==${literal(phase)}`);
    return JSON.stringify([
        // A status that doesn't record what was compared, which Argo CD's own always does, is trusted as it is.
        `jsonpath={[?@.sync.status&&(!${of}||(${compared.join("&&")}))]}`,
        "jsonpath={.status.sync.status}=Synced",
        "jsonpath={.status.health.status}=Healthy",
        // Nothing is synced if everything was already there. `sync.status` identifies the status: while a sync runs,
        // the Application also has an `operation` with a `sync` (`setOperationState` in Argo CD's appcontroller.go).
        `jsonpath={[?@.sync.status&&!(${isAtWork.join("||")})]}`,
    ]);
}

/** Conditions that hold for a value equal to `wanted`. Argo CD omits empty fields. */
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

/**
 * A string literal as in RFC 9535, without quotes inside and without the characters at which pulumi-kubernetes splits:
 * `=`, braces.
 */
function literal(text: string): string {
    const plain = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
    return `'${plain.replace(/[={}']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)}'`;
}
