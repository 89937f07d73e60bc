import { parseImage } from "../kustomize/images";
import type { Resource } from "../kustomize/resource";
import { compareMinor, controlCenterPlatforms, lastWithZooKeeper } from "../support";
import { specImage } from "../workload/platform";
import { type Rule, refuse, rule } from "./rule";

/**
 * Control Center and the platform that it monitors: the next generation is versioned separately, the legacy one ends
 * with 7.9.
 */
export const controlCenterRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? []).flatMap((resource) => {
            const reason = mismatch(resource, overlay?.platformVersion ?? "");
            return reason ? [refuse("gitops.path", gitops.path, reason.what, reason.fix, { resource })] : [];
        }),
    ),
];

function mismatch(resource: Resource, platform: string): { what: string; fix: string } | undefined {
    if (resource.kind !== "ControlCenter") return undefined;
    const { name: image, tag = "" } = parseImage(specImage(resource, "application") ?? "");
    const which = `ControlCenter ${resource.name} (${resource.file})`;
    if (image.endsWith("/cp-enterprise-control-center")) {
        // The last version with ZooKeeper is also the last with the legacy Control Center.
        if (compareMinor(platform, lastWithZooKeeper) <= 0) return undefined;
        return {
            what: `has the legacy ${which} with Confluent Platform ${platform}, but the last version with it is ${lastWithZooKeeper}`,
            fix: "use gitops/platform/components/control-center instead of control-center-legacy",
        };
    }
    const last = image.endsWith("-next-gen") ? controlCenterPlatforms[tag.split(".").slice(0, 2).join(".")] : undefined;
    if (last === undefined || compareMinor(platform, last) <= 0) return undefined;
    return {
        what: `has ${which} ${tag}, which monitors Confluent Platform up to ${last}, with Confluent Platform ${platform}`,
        fix: "set its tag in the overlay's version folder to a later release, or keep the platform at an earlier one",
    };
}
