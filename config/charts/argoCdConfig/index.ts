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
        // The default since 3.0, said here because tracking by label goes wrong with operators: where one copies a
        // resource's labels on to what it makes, Argo CD takes that for its own, and prunes it.
        "application.resourceTrackingMethod": "annotation",
        // A commit is live within a minute where no webhook tells Argo CD of it; by its default, within two to four. One
        // Application asks Git for one branch: nothing is to be spread over time, so no jitter.
        "timeout.reconciliation": "30s",
        "timeout.reconciliation.jitter": "0s",
        // An operator writes a status again and again, with the time of its last look. Argo CD compares anew only where
        // a status changes a resource's health. Argo CD's own manifests say this; a chart is free to leave it out.
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
        // Argo CD waits 2 s after each wave, for operators to say that what they had said is out of date. The health
        // checks see that from `observedGeneration`, so only Argo CD's own cache has to catch up, within 0.1 s.
        "controller.sync.wave.delay.seconds": "1",
        // Seconds. While a sync waits for what never gets healthy, no later commit is looked at, not even the one that
        // mends it; by default that is for ever. A sync that is ended so is not tried again at the same commit, so the
        // time has to be enough for the slowest first start and for a roll of all brokers.
        "controller.sync.timeout.seconds": "3600",
        // Drift is healed at once. Where it comes back at the same commit, Argo CD waits, against controllers that fight:
        // 2 s, 6 s, 18 s and so on up to 5 minutes by default. Here it is 1 s, 2 s, 4 s up to half a minute, which is
        // little for a person who changes a thing by hand again, and still no load.
        "controller.self.heal.backoff.timeout.seconds": "1",
        "controller.self.heal.backoff.factor": "2",
        "controller.self.heal.backoff.cap.seconds": "30",
        // Compares by the API server's own dry run, as 3.6 does where it applies on the server side and 3.5 does not. A
        // commit with an unknown field then shows as an error at once, and the next good one goes through; otherwise a
        // sync begins, fails, and keeps later commits waiting while it retries.
        "controller.diff.server.side": "true",
        // Notes each resource's health in the Application, where kubectl and this program read it; by default only Argo
        // CD's page has it. What it costs, an update of the Application for each change, is little for a few dozen.
        "controller.resource.health.persist": "true",
    };
}
