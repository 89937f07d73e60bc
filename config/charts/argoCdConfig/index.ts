import { addonsNamespace } from "../../workload/addons";
import { healthChecks } from "./health";

/**
 * Argo CD's configuration, in one place: the chart gets it as its values `configs.cm` and `configs.params`, and the
 * rehearsal writes it to the same ConfigMaps, so that both behave alike. It is added to Argo CD's own defaults; whatever it
 * doesn't set stays as Argo CD 3.5 and 3.6 ship it.
 */

/** Keys and values of the ConfigMap argocd-cm. */
export function argoCdCm(): Record<string, string> {
    return {
        ...healthChecks(),
        // The default since 3.0, but set here because tracking by label goes wrong with operators: if one copies a
        // resource's labels to what it creates, Argo CD considers that its own, and prunes it.
        "application.resourceTrackingMethod": "annotation",
        // A commit is live within a minute if no webhook notifies Argo CD, instead of within two to four by default.
        // One Application queries one branch in Git, so there is no load to spread, and no need for jitter.
        "timeout.reconciliation": "30s",
        "timeout.reconciliation.jitter": "0s",
        // An operator writes a status again and again, with the time of its last check. With this, Argo CD only
        // compares again if a status changes a resource's health. Argo CD's own manifests contain this; a chart may
        // leave it out.
        "resource.customizations.ignoreResourceUpdates.all": "jsonPointers: [/status]",
    };
}

/** The namespaces in which Argo CD looks for Applications, in addition to its own: a comma-separated list. */
export const applicationNamespaces = "application.namespaces";

/** The value that addons need; the list may contain others. */
export const forAddons = { [applicationNamespaces]: addonsNamespace };

/** Keys and values of the ConfigMap argocd-cmd-params-cm. Its readers notice a change only when they start. */
export function argoCdParams(): Record<string, string> {
    return {
        // Argo CD waits 2 s after each wave, so that operators can report that an earlier status is outdated. The
        // health checks see that from `observedGeneration`, so only Argo CD's own cache has to catch up, within 0.1 s.
        "controller.sync.wave.delay.seconds": "1",
        // Seconds. While a sync waits for something that never becomes healthy, Argo CD considers no later commit, not
        // even the one that fixes it; by default, this lasts forever. A sync that times out is not retried at the same
        // commit, so the time has to suffice for the slowest first start, and for rolling all brokers.
        "controller.sync.timeout.seconds": "3600",
        // Drift is healed immediately. If it comes back at the same commit, Argo CD waits, in case two controllers
        // fight: by default 2 s, 6 s, 18 s and so on, up to 5 minutes. Here, it is 1 s, 2 s, 4 s, up to half a minute,
        // which is short for a person who changes something by hand again, and still no load.
        "controller.self.heal.backoff.timeout.seconds": "1",
        "controller.self.heal.backoff.factor": "2",
        "controller.self.heal.backoff.cap.seconds": "30",
        // Compares with the API server's own dry run, as 3.6 does by default for server-side apply, and 3.5 doesn't. A
        // commit with an unknown field then shows as an error immediately, and the next good one is deployed;
        // otherwise, a sync starts, fails, and delays later commits while it retries.
        "controller.diff.server.side": "true",
        // Stores each resource's health in the Application, where kubectl and this program read it; by default, only
        // Argo CD's UI shows it. The cost, an update of the Application for each change, is low for a few dozen.
        "controller.resource.health.persist": "true",
    };
}
