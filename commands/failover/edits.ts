import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import type { Facts, MirrorInGit } from "./facts";
import { type Edit, withComponent, withoutComponent } from "../upgrade/operator/edits";
import { filesOf, kustomizationIn } from "../upgrade/operator/tree";

/** The folder of an overlay that has its link, and the line in which the overlay takes it in. */
const folder = "link";
type Place = Pick<Facts, "tree" | "path">;

/** Tells the link to end the mirroring of each topic, and to mirror no further ones. Empty where the overlay has no file of its own for it. */
export const withStates = (place: Place, topics: readonly MirrorInGit[]): Edit[] =>
    inLink(place, place.path, (doc) => {
        const before = doc.toJS() as { spec?: { mirrorTopics?: { name: string }[] } };
        const items = topics.map(({ name, state }) => ({
            ...before.spec?.mirrorTopics?.find((one) => one.name === name),
            name,
            state,
        }));
        doc.setIn(["spec", "mirrorTopics"], doc.createNode(items));
        if (doc.hasIn(automatic)) doc.setIn(automatic, false);
    });

/** Takes in the overlay's link, which mirrors every topic from the start. */
export function withLink(place: Place): Edit[] {
    const file = kustomizationIn(place.tree, place.path);
    if (!file || !kustomizationIn(place.tree, join(place.path, folder))) return [];
    const reset = inLink(place, join(place.path, folder), (doc) => {
        doc.setIn(["spec", "mirrorTopics"], doc.createNode([]));
        if (doc.hasIn(automatic)) doc.setIn(automatic, true);
    });
    return [...changed(place, file, (text) => withComponent(text, folder)), ...reset];
}

/** Leaves the overlay's link out. The file stays, and so does what it says of its topics. */
export function withoutLink(place: Place): Edit[] {
    const file = kustomizationIn(place.tree, place.path);
    return file ? changed(place, file, (text) => withoutComponent(text, /^link\/?$/)) : [];
}

/** Topics that the overlay's link is told to end, whether the overlay takes it in or not. */
export function endedIn(place: Place): string[] {
    const [file] = linkFiles(place, join(place.path, folder));
    if (!file) return [];
    const link = parseDocument(readFileSync(join(place.tree, file), "utf8")).toJS() as {
        spec?: { mirrorTopics?: { name: string }[] };
    };
    return (link.spec?.mirrorTopics ?? []).map(({ name }) => name);
}

const automatic = ["spec", "mirrorTopicOptions", "autoCreateTopics", "enabled"];

/** Files of the overlay itself, and of no shared component, that have a ClusterLink. */
function linkFiles({ tree, path }: Place, from: string): string[] {
    return [...filesOf(tree, from)].filter((file) => {
        if (!file.startsWith(`${path}/`)) return false;
        const doc = parseDocument(readFileSync(join(tree, file), "utf8"), { logLevel: "error" });
        return doc.errors.length === 0 && isMap(doc.contents) && doc.get("kind") === "ClusterLink";
    });
}

function inLink(place: Place, from: string, change: (doc: ReturnType<typeof parseDocument>) => void): Edit[] {
    const [file] = linkFiles(place, from);
    if (!file) return [];
    return changed(place, file, (text) => {
        const doc = parseDocument(text);
        change(doc);
        return doc.toString({ lineWidth: 0 });
    });
}

function changed({ tree }: Place, file: string, change: (text: string) => string): Edit[] {
    const before = readFileSync(join(tree, file), "utf8");
    const after = change(before);
    return after === before ? [] : [{ file, before, after }];
}
