import type { Live } from "./cluster";
import { endedIn } from "./edits";
import { endsMirroring, type Facts } from "./facts";
import { isComplete, isFetching, isStopped, type Mirror } from "./mirrors";
import { refuse } from "../migrate/refuse";
import { checkCluster, isTold, mayEnd, type Position, positions, told, type Wish } from "./position";

/**
 * How the primary takes over again, from what Git has of both and from the primary's cluster: the link is turned round, mirrors back what
 * was written meanwhile, and is turned round once more. So do the tools of others that use the same API, as it has no other way
 * (https://docs.confluent.io/cloud/current/multi-cloud/cluster-linking/dr-failover.html).
 *
 * @throws UsageError for what has to be fixed first
 */
export function positionBack(
    { standby, primary }: { standby: Facts; primary: Facts },
    live: Live,
    mirrors: readonly Mirror[],
    wish: Wish,
): Position {
    checkCluster(primary, live);
    const at = positions(mirrors, wish);
    const [found] = live.links;
    if (standby.link && primary.link)
        return refuse(
            `${standby.path} and ${primary.path} both have a ClusterLink, and each would mirror the other: revert the commit that added the second one.`,
        );
    if (!primary.link) {
        if (found) return at("swap", "Git has turned the link round, and the primary still has its own.", true);
        if (!standby.link)
            return refuse(
                `Neither ${standby.path} nor ${primary.path} has a ClusterLink: no cluster mirrors the other. docs/DISASTER.md says how it gets one.`,
            );
        if (!standby.link.topics.some(({ state }) => endsMirroring(state)))
            return at(undefined, "The primary has the topics, and the standby mirrors them. Nothing is left to do.");
        const ended = endedIn(standby);
        const twice = primary.topics.filter((topic) => ended.includes(topic));
        if (twice.length > 0)
            return refuse(
                `${primary.path} has a KafkaTopic for ${twice.join(", ")}, and the link is to make a mirror of that name: take the KafkaTopic out of Git first, and bring it back once the primary has taken over.`,
            );
        return at("reverse", "The standby has taken over, and the primary has what it had then.");
    }
    if (!found || mirrors.length === 0)
        return at("mirror", "Git has the link back, and the cluster does not mirror anything by it yet.", true);
    if (mirrors.every(isStopped)) return at("swap", "Every mirrored topic takes writes on the primary.");
    if (isTold(primary.link.topics, mirrors)) return told(primary.link.topics, found, mirrors, wish);
    const missing = endedIn(standby).filter((topic) => !mirrors.some((mirror) => mirror.topic === topic));
    if (missing.length > 0)
        return at(
            "mirror",
            `The primary has no mirror of ${missing.join(", ")} yet. The link makes one within about five minutes, unless the primary still has a topic of that name: delete it there.`,
            true,
        );
    if (!wish.isMeasured) mayEnd(primary, mirrors, { ...wish, lose: false });
    if (!wish.lose && mirrors.every(isFetching) && !mirrors.every(isComplete))
        return at("mirror", "The primary fetches what was written on the standby.", true);
    mayEnd(primary, mirrors, wish);
    return at("release", "The primary has all that the standby has.");
}
