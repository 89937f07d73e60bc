import { compareMinor } from "../../../config/support";
import { legacy } from "../../../config/together";
import { parseImage } from "../../../config/kustomize/images";
import { child, isAnnotated, podRunners, specImage } from "../../../config/workload/platform";
import { type Edit, withoutComponent, withTag } from "../operator/edits";
import { filesOf } from "../operator/tree";
import { isLive } from "../operator/waits";
import { nothing, type Step, type Wait } from "../step";
import { deprecated } from "./deprecated";
import type { Files } from "./files";
import type { Move } from "./moves";
import type { Situation } from "./situation";

/** Images that have Confluent Platform's version as their tag. */
const platformImages = [
    "cp-server",
    "cp-zookeeper",
    "cp-schema-registry",
    "cp-server-connect",
    "cp-enterprise-replicator",
    "cp-ksqldb-server",
    "cp-kafka-rest",
    "cp-enterprise-control-center",
];
const controlCenterImages = [
    "cp-enterprise-control-center-next-gen",
    "cp-enterprise-prometheus",
    "cp-enterprise-alertmanager",
];
const platform7 = /(^|\/)platform-7\/?$/;
const log4j1 = "platform.confluent.io/use-log4j1";

/** Gives images another tag in all files of the overlay. */
export function retag(situation: Situation, files: Files, images: readonly string[], from: string, to: string): Edit[] {
    return files.edit(overlayFiles(situation), (text) => retagged(text, images, from, to));
}

const retagged = (text: string, images: readonly string[], from: string, to: string): string =>
    images.reduce((changed, image) => withTag(changed, image, from, to), text);

function overlayFiles({ tree, facts }: Situation): Set<string> {
    const own = podRunners(facts.overlay.resources).map(({ file }) => file);
    return new Set([...filesOf(tree, facts.gitops.path), ...own]);
}

/** A patch, a minor version, or the way from 7 to 8: one commit, and every component rolls once. */
export function platformStep(situation: Situation, move: Move, files: Files): Step {
    const { facts } = situation;
    const { from, to } = move;
    const to8 = compareMinor(from, "8.0") < 0 && compareMinor(to, "8.0") >= 0;
    let isDropped = false;
    const edits = files.edit(overlayFiles(situation), (text) => {
        const tagged = retagged(text, platformImages, from, to);
        const left = to8 ? withoutComponent(tagged, platform7) : tagged;
        isDropped ||= left !== tagged;
        return left;
    });
    const { resources } = facts.overlay;
    const ownImages = resources
        .filter(({ kind }) => kind === "Connect")
        .map((resource) => specImage(resource, "application") ?? "")
        .filter((image) => !parseImage(image).name.split("/").at(-1)?.startsWith("cp-"));
    return {
        ...nothing,
        title: `Confluent Platform ${from} to ${to}`,
        why: `Each component rolls once, in the waves of Git: ${waves(situation)}. Argo CD waits until a wave is healthy before the next.`,
        done: false,
        edits,
        byHand: [
            ...(edits.length > 0
                ? []
                : [`Set the tag of Confluent Platform's images in ${facts.gitops.path} to ${to}.`]),
            ...(to8 && !isDropped && resources.some((resource) => isAnnotated(resource, log4j1))
                ? [
                      "Remove the annotations use-log4j1 and use-old-jetty9 where you set them: 8 has neither Log4j 1 nor Jetty 9.",
                  ]
                : []),
            ...(to8 ? deprecated(resources) : []),
            ...[...new Set(ownImages)].map(
                (image) => `Build ${image} anew, from cp-server-connect ${to}, and set its tag.`,
            ),
            // https://kafka.apache.org/40/getting-started/upgrade/
            ...(to8
                ? ["Find clients that are older than Kafka 2.1, and upgrade them: brokers of version 8 refuse them."]
                : []),
        ],
        message: `Upgrade Confluent Platform to ${to}`,
        waits: [isLive(facts), haveImages(situation, `cp-server:${to}`)],
    };
}

/** The components in the order in which Argo CD changes them. */
function waves({ facts }: Situation): string {
    const byWave = new Map<number, string[]>();
    for (const { object, kind } of podRunners(facts.overlay.resources)) {
        const annotations = child(child(object, "metadata"), "annotations");
        const wave = Number(child(annotations, "argocd.argoproj.io/sync-wave") ?? 0);
        byWave.set(wave, [...new Set([...(byWave.get(wave) ?? []), kind])]);
    }
    return [...byWave]
        .sort(([one], [other]) => one - other)
        .map(([wave, kinds]) => `${wave} ${kinds.sort().join(" and ")}`)
        .join(", ");
}

function haveImages({ facts }: Situation, image: string): Wait {
    return {
        command:
            `kubectl -n ${facts.gitops.namespace} get pods -o custom-columns=` +
            `'NAME:.metadata.name,READY:.status.conditions[?(@.type=="Ready")].status,IMAGES:.spec.containers[*].image'`,
        until: `no image of an earlier version is left, such as of ${image}, and READY is True in every row`,
    };
}

/** Control Center's next generation is versioned by itself; the legacy one is replaced by it. */
export function controlCenterStep(situation: Situation, { from, to }: Move, files: Files): Step {
    const { facts, tree } = situation;
    const { path } = facts.gitops;
    const image = controlCenterImages[0] ?? "";
    const waits = [isLive(facts), haveImages(situation, `${image}:${to}`)];
    if (from !== legacy) {
        const edits = retag(situation, files, controlCenterImages, from, to);
        return {
            ...nothing,
            title: `Control Center ${from} to ${to}`,
            why: "Control Center alone rolls; brokers and controllers go on.",
            done: false,
            edits,
            byHand: edits.length > 0 ? [] : [`Set the tag of ${controlCenterImages.join(", ")} in ${path} to ${to}.`],
            message: `Upgrade Control Center to ${to}`,
            waits,
        };
    }
    const own = [...filesOf(tree, path)].filter((file) =>
        files.read(file).includes("components/control-center-legacy"),
    );
    const where = own.length > 0 ? own.join(", ") : path;
    return {
        ...nothing,
        title: `The legacy Control Center to the next generation's, ${to}`,
        why:
            "The legacy one ends with Confluent Platform 7.9. No data is moved: run both for as long as you need the old one's history. " +
            "Brokers and controllers roll once, as they send their metrics to the new one.",
        done: false,
        byHand: [
            `In ${where}, add the component control-center beside control-center-legacy.`,
            "In a later commit, remove control-center-legacy there: brokers roll once more.",
        ],
        message: "Move to the next generation of Control Center",
        waits,
    };
}
