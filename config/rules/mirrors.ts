import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { chartsInstalled, chartSource, isLocal, unpackedChart } from "../charts";
import { noCheckout } from "../workload/checkout";
import { collisions, type ImagePlace, isReached, mirrored } from "../workload/images";
import { podOverlayImages } from "../workload/podOverlay";
import { setCommand } from "../problems";
import { listed, type Rule, refuse, rule } from "./rule";

export const mirrorRules = (root: string): Rule[] => [
    rule(["mirrors.charts", "confluent.version", "argocd.version", "cluster"], (facts) => {
        const charts = facts.mirrors.charts;
        if (!charts) return [];
        if (!isLocal(charts)) {
            return /^(https?|oci):\/\/[^\s@]+$/.test(charts)
                ? []
                : [
                      refuse(
                          "mirrors.charts",
                          charts,
                          "is not the URL of a chart repository; it must not contain a password",
                      ),
                  ];
        }
        const sources = chartsInstalled(facts).map(({ name, version }) => ({
            name,
            ...chartSource(name, version, charts, root),
        }));
        const missing = sources.filter(({ chart }) => !existsSync(resolve(root, chart)));
        if (missing.length > 0) {
            const paths = missing.map(({ chart }) => chart).join(" and no ");
            return [refuse("mirrors.charts", charts, `has no ${paths}`, `helm pull each chart into ${charts}`)];
        }
        // Helm would install what is there, and silently ignore the requested version.
        return sources.flatMap(({ name, version, chart }) => {
            const found = unpackedChart(chart, root) ?? `${name} ${version}`;
            if (found === `${name} ${version}`) return [];
            const reason = `has ${found} in ${chart}, but the stack uses version ${version} of the chart`;
            const { repo = "" } = chartSource(name, version, undefined, root).repositoryOpts ?? {};
            const fix = `helm pull ${name} --repo ${repo} --version ${version} --destination ${charts}, which takes precedence over ${chart}`;
            return [refuse("mirrors.charts", charts, reason, fix)];
        });
    }),

    // Images are replaced by name, and only the overlay contains the names.
    rule(["mirrors.images", "gitops.checkout"], ({ mirrors, gitops }) => {
        if (!mirrors.images || gitops.checkout !== noCheckout) return [];
        return [
            refuse(
                "mirrors.images",
                mirrors.images,
                `needs the names of the images in ${gitops.path}, but gitops.checkout is none`,
                `git clone ${gitops.repository} FOLDER && ${setCommand("gitops.checkout", "FOLDER")}; or use the mirror's images in ${gitops.path} itself, and pulumi config rm --path mirrors.images`,
            ),
        ];
    }),

    // Images that Kustomize's `images:` does not reach would silently be pulled from their own registry.
    rule(["mirrors.images", "gitops.path"], ({ mirrors, gitops, overlay }) => {
        const mirror = mirrors.images;
        if (!mirror || !overlay) return [];
        const left = overlay.imagePlaces.filter(
            (place) => !isReached(place, overlay.imageFields) && !place.image.startsWith(`${mirror}/`),
        );
        if (left.length === 0) return [];
        const fields = left.map(({ resource: { group, kind }, path }) =>
            [...(group ? [`group: ${group}`] : []), `kind: ${kind}`, `path: ${path}`].join(", "),
        );
        return [
            refuse(
                "mirrors.images",
                mirror,
                `cannot be applied to all images in ${gitops.path}: its configurations do not tell Kustomize about ${listed(left.map(placeOf))}`,
                `list a file under configurations: in ${gitops.path}/kustomization.yaml, as gitops/platform/base does, with images: [${[...new Set(fields)].map((field) => `{ ${field} }`).join(", ")}]`,
            ),
        ];
    }),

    rule(["mirrors.images", "gitops.path"], ({ mirrors, gitops, overlay }) => {
        const mirror = mirrors.images;
        const left = podOverlayImages(overlay?.resources ?? []).filter(({ image }) => !image.startsWith(`${mirror}/`));
        if (!mirror || left.length === 0) return [];
        return [
            refuse(
                "mirrors.images",
                mirror,
                `is not the registry of the images in the pod overlays of ${gitops.path}, and Kustomize cannot change them, because they are plain text: ${listed(left.map(placeOf))}`,
                `use their names in the mirror there: ${[...new Set(left.map(({ image }) => mirrored(image, mirror)))].join(", ")}`,
            ),
        ];
    }),

    rule(["mirrors.images", "gitops.path"], ({ mirrors, gitops, overlay }) => {
        const mirror = mirrors.images;
        if (!mirror || !overlay) return [];
        return collisions(overlay.images, mirror).map(([name, sources]) =>
            refuse(
                "mirrors.images",
                mirror,
                `would hold ${sources.join(" and ")} from ${gitops.path} under the same name, ${name}`,
                `give one of them another path, and write it as ${mirror}/PATH in ${gitops.path}`,
            ),
        );
    }),
];

const placeOf = ({ resource, path, image }: ImagePlace): string =>
    `${path.replaceAll("[]", "")} of ${resource.kind} ${resource.name} (${image}, ${resource.setBy.get(image) ?? resource.file})`;
