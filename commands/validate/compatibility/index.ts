import { OverlayError } from "../../../config/kustomize/error";
import type { Resource } from "../../../config/kustomize/resource";
import { textOf } from "../../../config/kustomize/json";
import { child } from "../../../config/workload/platform";
import { readTeams } from "../../../config/workload/teams";
import { nameIn } from "../../../config/workload/teams/limits";
import { placeOf } from "../place";
import type { Finding } from "../shape";
import { avroReasons } from "./avro";
import { objectsAt, schemaText, textsUpTo } from "./history";
import { protobufReasons } from "./protobuf";

/** Why `reader` can't read data from `writer`, by format. */
const reasonsBy: Readonly<Record<string, (reader: string, writer: string) => string[]>> = {
    avro: avroReasons,
    protobuf: protobufReasons,
};

/** Schema Registry's default mode. */
const usualMode = "BACKWARD";

/**
 * Teams' schemas whose own mode doesn't allow the change from a revision or, for a transitive mode, from any before it.
 *
 * @param root the checkout
 * @param folder the teams' folder
 * @param revision a commit's id
 */
export function compatibilityFindings(root: string, folder: string, revision: string): Finding[] {
    const resources = resourcesIn(root, folder);
    const before = objectsAt(root, revision, folder);
    const finding = (
        resource: Resource,
        why: string,
        fix: string,
        severity: Finding["severity"] = "error",
    ): Finding => ({
        rule: "compatibility",
        severity,
        ...placeOf(root, { resource }, `${folder}/rules.yaml`),
        object: `Schema/${resource.name}`,
        why,
        fix,
        overlays: [folder],
    });
    return resources
        .filter(({ kind }) => kind === "Schema")
        .flatMap((resource) => {
            const data = child(child(resource.object, "spec"), "data");
            const [format, map] = [textOf(child(data, "format")), textOf(child(data, "configRef"))];
            const mode = textOf(child(child(resource.object, "spec"), "compatibilityLevel")) || usualMode;
            const text = resources.flatMap(({ object }) => schemaText(object, map) ?? [])[0];
            const was = before.find(({ object }) => object.kind === "Schema" && subjectOf(object) === nameIn(resource));
            const wasMap = textOf(child(child(child(was?.object, "spec"), "data"), "configRef"));
            const old = before.find(({ object }) => schemaText(object, wasMap) !== undefined);
            if (!was || !old || text === undefined || mode === "NONE") return [];
            const wasFormat = textOf(child(child(child(was.object, "spec"), "data"), "format"));
            if (wasFormat !== format) {
                return [
                    finding(
                        resource,
                        `was ${wasFormat} and is ${format}: neither can be read as the other`,
                        "create a new subject",
                    ),
                ];
            }
            const all = textsUpTo(root, revision, old.file, wasMap);
            const earlier = (mode.endsWith("_TRANSITIVE") ? all : all.slice(0, 1)).filter((one) => one !== text);
            if (earlier.length === 0) return [];
            const reasons = reasonsBy[format];
            if (!reasons) {
                return [
                    finding(
                        resource,
                        `has changed, but ${format} schemas are not compared here: only Schema Registry can tell whether it is ${mode}`,
                        `try it on a test registry before you merge`,
                        "warning",
                    ),
                ];
            }
            try {
                const broken = [...new Set(earlier.flatMap((one) => broke(mode, reasons, text, one)))];
                return broken.map((why) =>
                    finding(
                        resource,
                        `is not ${mode}: ${why}`,
                        "change it so that each side can read the other's data, or create a new subject",
                    ),
                );
            } catch (error) {
                const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
                return [
                    finding(
                        resource,
                        `cannot be compared with its earlier version: ${why}`,
                        "correct the schema; types of other subjects are not followed",
                        "warning",
                    ),
                ];
            }
        });
}

/**
 * BACKWARD: readers with the new schema can read what was written with the old one; FORWARD: the other way round; FULL:
 * both.
 */
function broke(
    mode: string,
    reasons: (reader: string, writer: string) => string[],
    text: string,
    old: string,
): string[] {
    return [
        ...(/^(BACKWARD|FULL)/.test(mode)
            ? reasons(text, old).map((why) => `the new version cannot read the old version's data: ${why}`)
            : []),
        ...(/^(FORWARD|FULL)/.test(mode)
            ? reasons(old, text).map((why) => `the old version cannot read the new version's data: ${why}`)
            : []),
    ];
}

const subjectOf = (object: Resource["object"]): string =>
    textOf(child(child(object, "spec"), "name")) || textOf(child(object.metadata, "name"));

function resourcesIn(root: string, folder: string): readonly Resource[] {
    try {
        return readTeams(root, folder).resources;
    } catch (error) {
        // The rules report this.
        if (error instanceof OverlayError) return [];
        throw error;
    }
}
