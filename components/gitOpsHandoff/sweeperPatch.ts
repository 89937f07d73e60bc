import { sweeperName } from "./sweeperAccess";

/** Where the sweeper of gitops/platform/base looks for the Application, unless it is told otherwise. */
const usualNamespace = "argocd";

/**
 * Tells the sweeper where the Application is, as a patch for Kustomize; undefined where the overlay says so already.
 * Containers and their variables are merged by name.
 */
export function sweeperPatch(argoCdNamespace: string) {
    if (argoCdNamespace === usualNamespace) return undefined;
    const env = [{ name: "APPLICATION_NAMESPACE", value: argoCdNamespace }];
    return {
        target: { group: "apps", kind: "Deployment", name: sweeperName },
        patch: JSON.stringify({
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: sweeperName },
            spec: { template: { spec: { containers: [{ name: "sweeper", env }] } } },
        }),
    };
}
