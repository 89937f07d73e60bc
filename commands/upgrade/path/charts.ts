import { argoCdCharts } from "../../../config/support";
import { addonsNamespace } from "../../../config/workload/addons";
import { isLive } from "../operator/waits";
import { nothing, type Step } from "../step";
import type { Files } from "./files";
import type { Move } from "./moves";
import type { Situation } from "./situation";

/** The chart argo-cd, which the stack installs. */
export function argoCdStep({ stack, facts }: Situation, { from, to }: Move): Step {
    const { namespace } = facts.argocd;
    const named = (chart: string) =>
        argoCdCharts[chart] ? `${argoCdCharts[chart]} (chart ${chart})` : `of chart ${chart}`;
    return {
        ...nothing,
        title: `Argo CD ${named(from)} to ${named(to)}`,
        why: "Argo CD's own pods are replaced; nothing is synced meanwhile, and no pod of the platform is touched. Read its notes of the versions between first: https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/overview/.",
        done: false,
        writes: [`pulumi config set --path argocd.version ${to} --stack ${stack}`],
        files: [`Pulumi.${stack}.yaml`],
        message: `Upgrade Argo CD to chart ${to}`,
        runs: [`pulumi preview --stack ${stack}`, `pulumi up --stack ${stack}`],
        waits: [
            { command: `helm list --namespace ${namespace}`, until: `the chart is argo-cd-${to}` },
            {
                command: `kubectl -n ${namespace} rollout status statefulset/argocd-application-controller`,
                until: "it says rolling update complete",
            },
            isLive(facts),
        ],
    };
}

/** A chart that Argo CD installs, by its Application in Git. */
export function addonStep({ facts }: Situation, { chart, from, to }: Move, files: Files): Step {
    const addon = facts.addons?.addons.find((one) => one.chart === chart);
    const file = addon?.resource.file ?? facts.gitops.addons ?? "";
    const edits = files.edit([file], (text) => withRevision(text, chart, from, to));
    return {
        ...nothing,
        title: `${chart} ${from} to ${to}`,
        why: "Argo CD installs the chart's version once the commit is there: its CRDs with it, and its pods are replaced. The platform is not touched.",
        done: false,
        edits,
        byHand: edits.length > 0 ? [] : [`Set spec.source.targetRevision of the Application of ${chart} to ${to}.`],
        message: `Upgrade ${chart} to ${to}`,
        waits: [
            {
                command:
                    `kubectl -n ${addonsNamespace} get application ${addon?.name ?? chart} ` +
                    "-o jsonpath='{.status.sync.status} {.status.health.status} {.status.sync.revision}{\"\\n\"}'",
                until: `it says Synced Healthy ${to}`,
            },
        ],
    };
}

/** Another version of a chart, on the line after its name. */
const withRevision = (text: string, chart: string, from: string, to: string): string =>
    text.replace(
        new RegExp(`(chart: ${escaped(chart)}\\n\\s+targetRevision: )${escaped(from)}$`, "m"),
        (_, before: string) => before + to,
    );

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
