import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { chartSource, isLocal } from "../charts";
import { cfkReleases } from "../support";
import { type Rule, refuse, rule } from "./rule";

export const mirrorRules = (root: string): Rule[] => [
    rule(["mirrors.charts", "confluent.version", "argocd.version"], ({ mirrors, confluent, argocd }) => {
        const charts = mirrors.charts;
        if (!charts) return [];
        if (!isLocal(charts)) {
            return /^(https?|oci):\/\/[^\s@]+$/.test(charts)
                ? []
                : [refuse("mirrors.charts", charts, "is not a URL of a chart repository; it may hold no password")];
        }
        const wanted = [
            ...(confluent.install === "helm"
                ? [chartSource("confluent-for-kubernetes", cfkReleases[confluent.version].chart, charts, root)]
                : []),
            ...(argocd.install === "helm" ? [chartSource("argo-cd", argocd.version, charts, root)] : []),
        ];
        const missing = wanted.map(({ chart }) => chart).filter((path) => !existsSync(resolve(root, path)));
        if (missing.length === 0) return [];
        return [
            refuse(
                "mirrors.charts",
                charts,
                `has no ${missing.join(" and no ")}`,
                `helm pull each chart into ${charts}`,
            ),
        ];
    }),
];
