import { OverlayError, UnfollowedError } from "./error";
import { isObject, type Json, type JsonObject, textOf } from "./json";
import { withoutNulls } from "./yaml";

/** A rendered Kubernetes object, and the files that shaped it. */
export interface Resource {
    object: JsonObject;
    /** Empty for the core group. */
    group: string;
    version: string;
    kind: string;
    name: string;
    /** The file that defines it, relative to the repository root. */
    file: string;
    /** For each image, by its text: the file that last set it, if that isn't `file`. */
    setBy: Map<string, string>;
    /** Files whose patches or images changed it, each once, in order, as far as the program's own reader can tell. */
    changedBy: Set<string>;
}

/** A resource while the kustomizations are applied: its name comes from the object, which patches change. */
export class Draft implements Resource {
    readonly setBy = new Map<string, string>();
    readonly changedBy = new Set<string>();
    /** Its earlier names, the original one first. Kustomize also finds it by these. */
    readonly previous: Name[] = [];

    constructor(
        public object: JsonObject,
        public file: string,
        /** Whether its name ends in a hash of its contents. */
        readonly isHashed = false,
    ) {}

    get group(): string {
        return this.apiVersion.includes("/") ? (this.apiVersion.split("/")[0] ?? "") : "";
    }

    get version(): string {
        return this.apiVersion.split("/").at(-1) ?? "";
    }

    get apiVersion(): string {
        return textOf(this.object.apiVersion);
    }

    get kind(): string {
        return textOf(this.object.kind);
    }

    get name(): string {
        return textOf(this.metadata.name);
    }

    /** The object's own namespace; undefined if it has none. */
    get namespace(): string | undefined {
        const { namespace } = this.metadata;
        return typeof namespace === "string" && namespace !== "" ? namespace : undefined;
    }

    get metadata(): JsonObject {
        return this.object.metadata as JsonObject;
    }
}

/** What identifies an object, in addition to its group and version. */
export interface Name {
    kind: string;
    name: string;
    /** `default` if the object sets none. */
    namespace: string;
}

/** The objects in `documents`, the YAML documents of `file`, including each item of a List. */
export function toResources(documents: readonly Json[], file: string): Draft[] {
    return documents.flatMap((document) => {
        if (isObject(document) && textOf(document.kind).endsWith("List") && Array.isArray(document.items)) {
            return toResources(document.items, file);
        }
        return [toResource(document, file)];
    });
}

/** The object in `document`, a YAML document of `file`. */
export function toResource(document: Json, file: string): Draft {
    const object = withoutNulls(isObject(document) ? document : {});
    const { apiVersion, kind, metadata } = object;
    const name = isObject(metadata) ? metadata.name : undefined;
    if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string" || !kind || !name) {
        throw new OverlayError(
            file,
            "contains something that is not a Kubernetes object",
            "give it apiVersion, kind and metadata.name, or remove the file from resources",
        );
    }
    const { labels, annotations } = metadata as JsonObject;
    for (const [field, values] of Object.entries({ labels, annotations })) {
        if (isObject(values) && Object.keys(values).length === 0) delete (metadata as JsonObject)[field];
    }
    return new Draft(object, file);
}

/** Kustomize keeps its own records in annotations, and then converts all labels and annotations to text. */
export function checkMetadata(metadata: JsonObject, file: string): void {
    for (const field of ["labels", "annotations"]) {
        const values = metadata[field];
        if (values === undefined) continue;
        if (!isObject(values) || Object.values(values).some((value) => typeof value !== "string")) {
            throw new UnfollowedError(file, `has metadata.${field} that are not all text`);
        }
        const own = Object.keys(values).find((key) => /(^|\.)config\.kubernetes\.io\//.test(key));
        if (own) throw new UnfollowedError(file, `has Kustomize's own ${own}`);
    }
    if (metadata.namespace !== undefined && typeof metadata.namespace !== "string") {
        throw new UnfollowedError(file, "has a metadata.namespace that is not text");
    }
}
