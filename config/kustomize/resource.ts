import { OverlayError, UnfollowedError } from "./error";
import { isObject, type Json, type JsonObject, textOf } from "./json";
import { withoutNulls } from "./yaml";

/** A Kubernetes object as it is rendered, and the files that made it what it is. */
export interface Resource {
    object: JsonObject;
    /** Empty for the core group. */
    group: string;
    version: string;
    kind: string;
    name: string;
    /** File that defines it, relative to the repository root. */
    file: string;
    /** Of each image, by its text: the file that last set it, where that is another than `file`. */
    setBy: Map<string, string>;
    /** Files whose patches or images changed it, each once, the first first; as far as the program's own reader follows. */
    changedBy: Set<string>;
}

/** A resource on its way through the kustomizations: what it is called is read off the object, which patches change. */
export class Draft implements Resource {
    readonly setBy = new Map<string, string>();
    readonly changedBy = new Set<string>();
    /** What it was called before, the first name first. Kustomize finds it by these too. */
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

    /** As the object says it; undefined where it does not. */
    get namespace(): string | undefined {
        const { namespace } = this.metadata;
        return typeof namespace === "string" && namespace !== "" ? namespace : undefined;
    }

    get metadata(): JsonObject {
        return this.object.metadata as JsonObject;
    }
}

/** What tells one object from another, beside its group and version. */
export interface Name {
    kind: string;
    name: string;
    /** `default` where the object says none. */
    namespace: string;
}

/** The objects in `documents`, YAML documents of `file`; those of a List one by one. */
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

/** Kustomize keeps its own notes in annotations, and makes text of all labels and annotations when it does. */
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
