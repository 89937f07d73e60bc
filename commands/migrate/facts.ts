import { UsageError } from "../../base/error";
import { type CfkVersion, compareMinor, firstToMigrate, lastWithZooKeeper } from "../../config/support";
import { minorOf } from "../../tools/version";
import { isBlocked } from "../../config/workload/platform";
import { parseImage } from "../../config/kustomize/images";
import { type InGit, stackInGit } from "../upgrade/stack";

/** The contents of Git and of the stack's file. */
export interface Facts extends InGit {
    platformVersion: string;
    operator: CfkVersion;
    coordination: "ZooKeeper" | "KRaft";
    /** Whether the overlay has a KRaftMigrationJob. */
    hasJob: boolean;
    /** Whether its Kafka uses Confluent's own image, so that the operator knows its version from the tag. */
    isOwnImage: boolean;
    autoSync: boolean;
    /** How ZooKeeper is reached: zookeeper-shell needs this for a rollback. */
    zookeeper: { tls: boolean; sasl: boolean };
    /** Whether the controllers in Git are to form a dynamic quorum. */
    isDynamic: boolean;
}

/** The first Confluent Platform that can be migrated, and the last one with ZooKeeper: co-migrate-kraft.html. */
const platforms = [minorOf(firstToMigrate), lastWithZooKeeper] as const;

/** @throws UsageError, ConfigurationError if a stack cannot be migrated, with what to do first */
export function factsOf(stack: string, root: string): Facts {
    const { facts, overlay, inGit } = stackInGit(stack, root, "a migration");
    const { gitops, confluent, mirrors } = facts;
    const { platformVersion, coordination, resources } = overlay;
    if (coordination === "ZooKeeper" && compareMinor(platformVersion, platforms[0]) < 0)
        throw new UsageError(
            `${gitops.path} has Confluent Platform ${platformVersion}, and only ${platforms.join(" to ")} can be migrated to KRaft. Upgrade it first: the version must not change during the migration.`,
        );
    if (coordination === "ZooKeeper" && /^7\.6\.0(-|$)/.test(platformVersion))
        throw new UsageError(
            `${gitops.path} has Confluent Platform 7.6.0, from which Confluent recommends no migration: upgrade to the latest patch of 7.6 to 7.9 first.`,
        );
    if (resources.some(isBlocked))
        throw new UsageError(
            `${gitops.path} keeps the operator away from its components (annotation block-reconcile), which would do nothing for the migration. Finish the upgrade first: npx confluent-gitops upgrade --stack ${stack}`,
        );
    // From MIGRATE on, the controllers copy ZooKeeper's data, and would wait for it forever.
    const policy = resources.find(({ kind, object }) => kind === "NetworkPolicy" && isOf(object, "zookeeper"));
    if (coordination === "ZooKeeper" && policy && !JSON.stringify(policy.object).includes("kraftcontroller"))
        throw new UsageError(
            `${gitops.path} has network policies, and ${policy.name} (${policy.file}) does not let the KRaft controllers reach ZooKeeper on port 2181. Remove components/network-policies until the migration is complete, or allow it both ways, in a commit before the migration.`,
        );
    const of = (kind: string) => resources.find((one) => one.kind === kind);
    const specOf = <Spec>(kind: string) => (of(kind)?.object as { spec?: Spec } | undefined)?.spec;
    const kafka = specOf<KafkaSpec>("Kafka");
    const ibp = kafka?.configOverrides?.server?.find((line) => line.startsWith("inter.broker.protocol.version"));
    if (coordination === "ZooKeeper" && ibp !== undefined)
        throw new UsageError(
            `${gitops.path} has ${ibp} in spec.configOverrides.server of Kafka (${of("Kafka")?.file}), and the job sets it itself and refuses to begin where it is set. Remove the line in a commit before the migration.`,
        );
    const name = parseImage(kafka?.image?.application ?? "").name;
    const ensemble = specOf<{ tls?: object; authentication?: object }>("Zookeeper");
    const dependency = kafka?.dependencies?.zookeeper;
    return {
        ...inGit,
        platformVersion,
        operator: confluent.version,
        coordination,
        hasJob: resources.some(({ kind }) => kind === "KRaftMigrationJob"),
        isOwnImage: mirrors.images === undefined && /^(docker\.io\/)?confluentinc\//.test(name),
        autoSync: gitops.autoSync,
        zookeeper: {
            tls: ensemble?.tls !== undefined || dependency?.tls?.enabled === true,
            sasl: ensemble?.authentication !== undefined || dependency?.authentication !== undefined,
        },
        isDynamic:
            specOf<{ dynamicQuorumConfig?: { enabled?: boolean } }>("KRaftController")?.dynamicQuorumConfig?.enabled ===
            true,
    };
}

interface KafkaSpec {
    image?: { application?: string };
    configOverrides?: { server?: string[] };
    dependencies?: { zookeeper?: { tls?: { enabled?: boolean }; authentication?: object } };
}

/** Whether a policy applies to a component's pods. */
const isOf = (policy: unknown, type: string): boolean =>
    (policy as { spec?: { podSelector?: { matchLabels?: Record<string, string> } } }).spec?.podSelector?.matchLabels?.[
        "platform.confluent.io/type"
    ] === type;
