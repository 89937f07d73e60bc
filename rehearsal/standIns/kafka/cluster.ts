/** States of a mirror topic that are played, as mirror_status of Kafka's REST API has them. */
export type MirrorStatus = "ACTIVE" | "PAUSED" | "SOURCE_UNAVAILABLE" | "PENDING_STOPPED" | "STOPPED";

/** What a mirror topic may be told: the last part of a path such as `…/mirrors:promote`. */
export type MirrorVerb = "promote" | "failover" | "pause" | "resume";

interface Mirror {
    link: string;
    status: MirrorStatus;
    /** The source's messages when it was last reached. */
    ofSource: number;
}

interface Topic {
    /** One partition, without offsets: a message's place is its offset. */
    messages: string[];
    mirror?: Mirror;
}

/** An item of the setting `auto.create.mirror.topics.filters`. */
export interface TopicFilter {
    filterType: "INCLUDE" | "EXCLUDE";
    name: string;
    patternType: "LITERAL" | "PREFIXED";
}

interface Link {
    source: KafkaCluster;
    autoCreate: boolean;
    filters: readonly TopicFilter[];
}

/**
 * A Kafka that consists of topics, their messages, and links to others. With a source:
 * - mirror topics are read-only until they are STOPPED; PROMOTE needs the source, and ends once everything is copied; FAILOVER asks nobody;
 *   a topic that is STOPPED stays it (https://docs.confluent.io/platform/current/multi-dc-deployments/cluster-linking/mirror-topics-cp.html);
 * - a promoted one is PENDING_STOPPED before (confluentinc/kcp, internal/services/migration/workflow_test.go), and a failover ends that, too
 *   (Schm1tz1/cp-migration-playbook, cluster-link/TROUBLESHOOTING.md);
 * - no mirror is made of a name that is taken (spec.mirrorTopics in the CRD of ClusterLink, with its descriptions, as of CFK 2).
 *
 * Steered from outside, because here nothing takes time: whether links fetch, and whether they have noticed that their source is gone.
 * Assumed: that a link without its source leaves a topic that is PENDING_STOPPED as it is.
 */
export class KafkaCluster {
    readonly topics = new Map<string, Topic>();
    readonly links = new Map<string, Link>();
    /** With false, it answers nobody, and keeps what it has. */
    isUp = true;
    /** With false, its links copy nothing: mirrors fall behind. */
    fetches = true;
    /** Whether its links have noticed that a source is gone: real ones take minutes. */
    hasNoticed = false;

    constructor(readonly id: string) {}

    /** @throws Error for a mirror topic: it is read-only */
    produce(topic: string, ...messages: string[]): void {
        const found = this.topics.get(topic) ?? { messages: [] };
        if (found.mirror && found.mirror.status !== "STOPPED") throw new Error(`${topic} is a mirror topic`);
        found.messages.push(...messages);
        this.topics.set(topic, found);
    }

    messagesOf = (topic: string): readonly string[] | undefined => this.topics.get(topic)?.messages;

    mirrorsOf(link: string): (Mirror & { topic: string; messages: number })[] {
        this.settle();
        return [...this.topics].flatMap(([topic, { mirror, messages }]) =>
            mirror?.link === link ? [{ ...mirror, topic, messages: messages.length }] : [],
        );
    }

    /** Does nothing where the name is taken, or the source has no such topic. */
    mirror(link: string, topic: string): void {
        const { source } = this.links.get(link) ?? {};
        if (!source?.isUp || !source.topics.has(topic) || this.topics.has(topic)) return;
        this.topics.set(topic, { messages: [], mirror: { link, status: "ACTIVE", ofSource: 0 } });
    }

    /** Does nothing to a topic that has stopped. */
    tell(link: string, topic: string, verb: MirrorVerb): void {
        const { mirror } = this.topics.get(topic) ?? {};
        if (mirror?.link === link && mirror.status !== "STOPPED") mirror.status = told[verb];
        this.settle();
    }

    private settle(): void {
        for (const [name, link] of this.links) {
            if (link.source.isUp) this.follow(name, link);
            else if (this.hasNoticed)
                for (const { mirror } of this.topics.values())
                    if (mirror?.link === name && mirror.status === "ACTIVE") mirror.status = "SOURCE_UNAVAILABLE";
        }
    }

    private follow(name: string, { source, autoCreate, filters }: Link): void {
        if (autoCreate)
            for (const topic of source.topics.keys()) if (isIncluded(topic, filters)) this.mirror(name, topic);
        for (const [topic, { messages, mirror }] of this.topics) {
            const there = source.messagesOf(topic);
            if (!there || mirror?.link !== name || !["ACTIVE", "PENDING_STOPPED"].includes(mirror.status)) continue;
            mirror.ofSource = there.length;
            if (this.fetches) messages.push(...there.slice(messages.length));
            if (mirror.status === "PENDING_STOPPED" && messages.length === there.length) mirror.status = "STOPPED";
        }
    }
}

const told: Record<MirrorVerb, MirrorStatus> = {
    promote: "PENDING_STOPPED",
    failover: "STOPPED",
    pause: "PAUSED",
    resume: "ACTIVE",
};

const isIncluded = (topic: string, filters: readonly TopicFilter[]): boolean => {
    const fits = ({ name, patternType }: TopicFilter) =>
        patternType === "PREFIXED" ? topic.startsWith(name) : name === "*" || name === topic;
    const having = (type: string) => filters.some((filter) => filter.filterType === type && fits(filter));
    return having("INCLUDE") && !having("EXCLUDE");
};
