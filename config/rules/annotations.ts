import { parseImage } from "../kustomize/images";
import type { Resource } from "../kustomize/resource";
import { child, isAnnotated, platformKinds, podRunners, specImage } from "../workload/platform";
import { compareMinor } from "../support";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/**
 * Without them, operator 3.0 or later configures a component of Confluent Platform 7 for what is new in 8: Log4j 2, and
 * Jetty 12, whose authentication class has a different name
 * (https://docs.confluent.io/operator/current/co-upgrade-cfk.html).
 */
const log4j1 = "platform.confluent.io/use-log4j1";
const jetty9 = "platform.confluent.io/use-old-jetty9";

/** All of the platform's components need the first; those that users and clients sign in to also need the second. */
const signedInTo = ["SchemaRegistry", "Connect", "ControlCenter", "KsqlDB", "KafkaRestProxy"];

/** Confluent Platform 8 needs neither. */
const firstWithout = "8.0";

/** The compatibility annotations, both ways: missing on Confluent Platform 7, or left over on 8. */
export const annotationRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        if (!overlay || compareMinor(overlay.platformVersion, firstWithout) >= 0) return [];
        const platform = overlay.resources.filter(isOfPlatform);
        const wanted: [annotation: string, resources: Resource[], otherwise: string][] = [
            [log4j1, platform, "Confluent requires it on every component"],
            [jetty9, platform.filter(hasBasicAuthentication), "nobody can sign in with basic authentication"],
        ];
        return wanted.flatMap(([annotation, resources, otherwise]) => {
            const without = resources.filter((resource) => !isAnnotated(resource, annotation));
            if (without.length === 0) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has Confluent Platform ${overlay.platformVersion} without the annotation ${annotation}: "true", but with this operator ${otherwise}: ${listed(without.map((resource) => nameOf(resource)))}`,
                    `add gitops/platform/components/platform-7 to the overlay's version folder, or add the annotation to metadata.annotations of each`,
                    without[0] && { resource: without[0] },
                ),
            ];
        });
    }),

    rule(["gitops.path"], ({ gitops, overlay }) => {
        if (!overlay || compareMinor(overlay.platformVersion, firstWithout) < 0) return [];
        return [log4j1, jetty9].flatMap((annotation) => {
            const left = podRunners(overlay.resources).filter((resource) => isAnnotated(resource, annotation));
            if (left.length === 0) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has Confluent Platform ${overlay.platformVersion} with the annotation ${annotation}, which is only for 7: ${listed(left.map((resource) => nameOf(resource)))}`,
                    `remove gitops/platform/components/platform-7 from the overlay's version folder, or the annotation from each, in the commit that changes the version to ${overlay.platformVersion}`,
                    left[0] && { resource: left[0], field: `metadata.annotations.${annotation}` },
                ),
            ];
        });
    }),
];

/** Next-generation Control Center is versioned separately, and left to its user. */
function isOfPlatform(resource: Resource): boolean {
    const image = specImage(resource, "application");
    return (
        image !== undefined && platformKinds.includes(resource.kind) && !parseImage(image).name.endsWith("-next-gen")
    );
}

/**
 * `spec.authentication.type`, as the CRDs of these kinds have it. Control Center's `ldap` is basic authentication too, by
 * a class of Jetty's whose name has changed (https://docs.confluent.io/platform/7.1/control-center/security/c3-auth-ldap.html).
 */
function hasBasicAuthentication({ object, kind }: Resource): boolean {
    const type = child(child(child(object, "spec"), "authentication"), "type");
    return signedInTo.includes(kind) && (type === "basic" || type === "ldap");
}
