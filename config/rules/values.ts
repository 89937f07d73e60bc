import { argoCdNeeds } from "../charts/argoCdValues";
import { operatorNeeds } from "../charts/operatorValues";
import { contradicted, formatPath, imagesElsewhere, type Need } from "../charts/values";
import { type Facts, listed, type Rule, refuse, rule } from "./rule";

type Chart = keyof Facts["charts"];

const needsOf: Record<Chart, (facts: Facts) => Need[]> = {
    confluent: operatorNeeds,
    argocd: (facts) => argoCdNeeds(facts, facts.charts.argocd),
};

/** Values that would break the program, each with its name. The value found is not shown: it may be a secret. */
export const valueRules: Rule[] = (["confluent", "argocd"] as const).flatMap((chart) => {
    const key = `${chart}.values`;
    return [
        rule([key, chart, "mirrors.images", "imagePullSecret"], (facts) => {
            const { values: file, install } = facts[chart];
            if (file === undefined) return [];
            if (install === "none") {
                const fix = `pulumi config rm --path ${key}`;
                return [refuse(key, file, `has no effect with ${chart}.install none`, fix)];
            }
            const wrong = contradicted(facts.charts[chart], needsOf[chart](facts));
            return wrong.map(({ path, value, why }) =>
                refuse(
                    key,
                    file,
                    `sets ${formatPath(path)}${value === undefined ? "" : " to another value"}: ${why}`,
                    `remove it from ${file}`,
                ),
            );
        }),

        rule([key, "mirrors.images"], (facts) => {
            const { values: file } = facts[chart];
            const mirror = facts.mirrors.images;
            if (file === undefined || !mirror) return [];
            const values = facts.charts[chart];
            // A different value for what is needed is rejected above. There, an image's name may lack the registry.
            const needed = needsOf[chart](facts).map(({ path }) => formatPath(path));
            const images = imagesElsewhere(values, mirror).filter((path) => !needed.includes(path));
            if (images.length === 0) return [];
            return [
                refuse(
                    key,
                    file,
                    `takes images from a registry other than mirrors.images, ${mirror}: ${listed(images)}`,
                    `change them to ${mirror}/PATH in ${file}`,
                ),
            ];
        }),
    ];
});
