import { applicationName } from "../../kubernetes/application";
import { compareVersions } from "../../tools/version";
import type { Facts } from "./facts";

/** From 3.3 on, the operator knows it from the tag of Confluent's own images: co-migrate-kraft-phases.html. */
export const needsIbp = ({ operator, isOwnImage }: Facts): boolean =>
    !isOwnImage || compareVersions(operator, "3.3.0") < 0;
/** Kafka 3.6 is in Confluent Platform 7.6, and so on. */
export const ibpOf = ({ platformVersion }: Facts): string => `3.${platformVersion.split(".")[1] ?? ""}`;

export const annotate = ({ namespaces }: Facts, kind: string, name: string | undefined, what: string): string =>
    `kubectl -n ${namespaces.workload} annotate --overwrite ${kind} ${name ?? "kraftmigrationjob"} ${what}`;

/** Changes the stack's file unless it is already set there. */
export const setting = ({ stack }: Facts, isToWrite: boolean, command: string) => ({
    writes: isToWrite ? [command] : [],
    files: isToWrite ? [`Pulumi.${stack}.yaml`] : [],
    runs: [`pulumi up --stack ${stack}`],
});

/** The same as `argocd app sync --resource`, with kubectl alone; the options are those of the Application. */
export function syncOf({ namespaces }: Facts): string {
    const group = "platform.confluent.io";
    const resources = [
        { group, kind: "KRaftController", name: "kraftcontroller" },
        { group, kind: "KRaftMigrationJob", name: "kraftmigrationjob" },
    ];
    const operation = { sync: { resources, syncOptions: ["ServerSideApply=true"] } };
    return `kubectl -n ${namespaces.argocd} patch application ${applicationName} --type merge -p '${JSON.stringify({ operation })}'`;
}

export const automated = ({ namespaces }: Facts, until: string) => ({
    command: `kubectl -n ${namespaces.argocd} get application ${applicationName} -o jsonpath='{.spec.syncPolicy.automated}{"\\n"}'`,
    until,
});

export const jobStatus = ({ namespaces }: Facts, name: string | undefined, until: string) => ({
    command: `kubectl -n ${namespaces.workload} get kraftmigrationjob ${name ?? "kraftmigrationjob"} -o jsonpath='{.status.phase} {.status.subPhase}{"\\n"}'`,
    until,
});

export const isLive = ({ namespaces }: Facts) => ({
    command: `kubectl -n ${namespaces.argocd} get application ${applicationName} -o jsonpath='{.status.sync.status} {.status.health.status}{"\\n"}'`,
    until: "it says Synced Healthy",
});
