import { z } from "zod";
import { OverlayError, UnfollowedError } from "./error";
import type { Checkout } from "./files";
import type { Json } from "./json";
import { withoutNulls } from "./yaml";

const names = z.array(z.string()).default([]);
const texts = z.record(z.string(), z.string());
const target = z.strictObject({
    group: z.string().optional(),
    version: z.string().optional(),
    kind: z.string().optional(),
    name: z.string().optional(),
    namespace: z.string().optional(),
    annotationSelector: z.string().optional(),
});
const patch = z.strictObject({
    path: z.string().optional(),
    patch: z.string().optional(),
    target: target.optional(),
    options: z
        .strictObject({ allowNameChange: z.boolean().optional(), allowKindChange: z.boolean().optional() })
        .optional(),
});
const image = z.strictObject({
    // Kustomize treats it as a regular expression, in which only these characters (nearly) always stand for themselves.
    name: z.string().regex(/^[\w./:@-]+$/),
    newName: z.string().optional(),
    newTag: z.string().optional(),
    digest: z.string().optional(),
});
const imageField = z.strictObject({
    group: z.string().optional(),
    version: z.string().optional(),
    kind: z.string().optional(),
    path: z.string().regex(/^[^\\]+$/, "escapes a slash"),
    create: z.boolean().optional(),
});
const options = z.strictObject({
    labels: texts.optional(),
    annotations: texts.optional(),
    disableNameSuffixHash: z.boolean().optional(),
    immutable: z.boolean().optional(),
});
const generator = z.strictObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
    behavior: z.enum(["", "create"]).optional(),
    literals: names,
    files: names,
    envs: names,
    env: z.string().optional(),
    options: options.optional(),
});
const label = z.strictObject({
    pairs: texts.default({}),
    includeSelectors: z.boolean().optional(),
    includeTemplates: z.boolean().optional(),
});

// Strict and complete: a field that this reader doesn't handle (replacements, transformers, helmCharts) might change
// anything unnoticed, and Kustomize itself rejects a misspelt one.
const kustomization = z.strictObject({
    apiVersion: z.string().optional(),
    kind: z.enum(["Kustomization", "Component"]).default("Kustomization"),
    metadata: z
        .strictObject({
            name: z.string().optional(),
            namespace: z.string().optional(),
            labels: texts.optional(),
            annotations: texts.optional(),
        })
        .optional(),
    namespace: z.string().optional(),
    resources: names,
    bases: names,
    components: names,
    configurations: names,
    patches: z.array(patch).default([]),
    patchesStrategicMerge: names,
    patchesJson6902: z.array(patch).default([]),
    images: z.array(image).default([]),
    configMapGenerator: z.array(generator).default([]),
    secretGenerator: z.array(generator.extend({ type: z.string().optional() })).default([]),
    generatorOptions: options.optional(),
    labels: z.array(label).default([]),
    commonLabels: texts.default({}),
    commonAnnotations: texts.default({}),
    buildMetadata: z.array(z.string()).max(0).default([]),
});

export type Kustomization = z.infer<typeof kustomization>;
export type Patch = z.infer<typeof patch>;
export type Target = z.infer<typeof target>;
export type ImageChange = z.infer<typeof image>;
export type Generator = z.infer<typeof generator> & { type?: string | undefined };
export type GeneratorOptions = z.infer<typeof options>;
export type Label = z.infer<typeof label>;
/** Where objects contain an image: Kustomize's field specification, with path segments separated by `/`. */
export type ImageField = z.infer<typeof imageField>;

/** A kustomization file, in which every list that was left out is empty. */
export function readKustomization(checkout: Checkout, file: string): Kustomization {
    const document = single(checkout, file);
    const read = check(kustomization, document, file);
    const { apiVersion: _, kind: __, ...rest } = document as Record<string, unknown>;
    if (Object.values(rest).every((value) => value === "")) {
        throw new OverlayError(file, "is empty, which Kustomize rejects", "list resources, or remove the folder");
    }
    const apiVersion = `kustomize.config.k8s.io/${read.kind === "Component" ? "v1alpha1" : "v1beta1"}`;
    if ((read.apiVersion || apiVersion) !== apiVersion) {
        throw new OverlayError(file, `is of ${read.apiVersion}`, `set apiVersion to ${apiVersion}`);
    }
    return read;
}

/** The `images:` of a kustomization, regardless of its other contents. */
export function readOwnImages(checkout: Checkout, file: string): ImageChange[] {
    const images = z.array(image.extend({ name: z.string(), tagSuffix: z.string().optional() })).default([]);
    return check(z.looseObject({ images }), single(checkout, file), file).images;
}

/** The `images:` of a file named under `configurations:`. */
export function readImageFields(checkout: Checkout, file: string): ImageField[] {
    const shape = z.strictObject({ images: z.array(imageField).default([]) });
    return check(shape, single(checkout, file), file).images;
}

/** The only document of a file. */
function single(checkout: Checkout, file: string): Json {
    const [document = {}, ...others] = checkout.documents(file, "json");
    if (others.length > 0) throw new UnfollowedError(file, "has several documents");
    return withoutNulls(document);
}

function check<T>(shape: z.ZodType<T>, value: unknown, file: string): T {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
    throw new UnfollowedError(file, `${where}${issue?.message ?? "has the wrong shape"}`);
}
