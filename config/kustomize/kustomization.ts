import { z } from "zod";
import { OverlayError } from "./error";
import type { Checkout } from "./files";

const names = z.array(z.string()).default([]);
const target = z.strictObject({
    group: z.string().optional(),
    version: z.string().optional(),
    kind: z.string().optional(),
    name: z.string().optional(),
    namespace: z.string().optional(),
});
const patch = z.strictObject({
    path: z.string().optional(),
    patch: z.string().optional(),
    target: target.optional(),
});
const image = z.strictObject({
    name: z.string(),
    newName: z.string().optional(),
    newTag: z.string().optional(),
    digest: z.string().optional(),
});
const imageField = z.looseObject({
    group: z.string().optional(),
    version: z.string().optional(),
    kind: z.string().optional(),
    path: z.string(),
});

// Strict: a field that this reader does not follow (replacements, transformers, helmCharts) might change an image or a
// kind behind its back, and Kustomize itself refuses a misspelt one.
const kustomization = z.strictObject({
    apiVersion: z.string().optional(),
    kind: z.enum(["Kustomization", "Component"]).default("Kustomization"),
    namespace: z.string().optional(),
    resources: names,
    bases: names,
    components: names,
    configurations: names,
    patches: z.array(patch).default([]),
    images: z.array(image).default([]),
    configMapGenerator: z.array(z.looseObject({ name: z.string() })).default([]),
    secretGenerator: z.array(z.looseObject({ name: z.string() })).default([]),
    // Without effect on what is read here.
    ...Object.fromEntries(
        ["metadata", "labels", "commonLabels", "commonAnnotations", "generatorOptions", "buildMetadata"].map(
            (field) => [field, z.unknown().optional()],
        ),
    ),
});

export type Kustomization = z.infer<typeof kustomization>;
export type Patch = z.infer<typeof patch>;
export type Target = z.infer<typeof target>;
export type ImageChange = z.infer<typeof image>;
/** Where objects keep an image: Kustomize's field specification, path segments parted by `/`. */
export type ImageField = z.infer<typeof imageField>;

/** A kustomization file, with every list there, empty where it was left out. */
export function readKustomization(checkout: Checkout, file: string): Kustomization {
    return check(kustomization, checkout.documents(file)[0] ?? {}, file);
}

/** The `images:` of a file named under `configurations:`; its other lists concern fields that are not read here. */
export function readImageFields(checkout: Checkout, file: string): ImageField[] {
    const shape = z.looseObject({ images: z.array(imageField).default([]) });
    return check(shape, checkout.documents(file)[0] ?? {}, file).images;
}

function check<T>(shape: z.ZodType<T>, value: unknown, file: string): T {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
    throw new OverlayError(
        file,
        `${where}${issue?.message ?? "has the wrong shape"}`,
        "use the fields that Kustomize documents; of those this program reads resources, bases, components, patches and images",
    );
}
