import { sweeperName } from "./sweeperAccess";

/** The namespace in which the sweeper of gitops/platform/base looks for the Application by default. */
const usualNamespace = "argocd";

/**
 * Tells the sweeper where the Application is, as a Kustomize patch; undefined if the overlay already does. Containers
 * and their variables are merged by name.
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
