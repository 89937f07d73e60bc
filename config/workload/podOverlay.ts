import { parse } from "yaml";
import { confluentGroup } from "./confluentKinds";
import { type ImagePlace, imagesOf } from "./images";
import { isObject, type Json } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";
import { annotationOf, child } from "./platform";

/**
 * Names a ConfigMap that contains part of a StatefulSet as text, which the operator merges into the component's pods.
 */
const annotation = `${confluentGroup}/pod-overlay-configmap-name`;
const key = "pod-template.yaml";

/**
 * Images that pod overlays add to components
 * (https://github.com/confluentinc/confluent-kubernetes-examples/tree/master/advanced-configuration/pod-overlay). They
 * are in the text of a ConfigMap, where Kustomize doesn't replace images. Text that isn't YAML has none, and the
 * operator rejects it.
 */
export function podOverlayImages(resources: readonly Resource[]): ImagePlace[] {
    const named = new Set(
        resources.filter(({ group }) => group === confluentGroup).map((resource) => annotationOf(resource, annotation)),
    );
    return resources
        .filter(({ group, kind, name }) => group === "" && kind === "ConfigMap" && named.has(name))
        .flatMap((resource) => {
            const template = child(child(resource.object, "data"), key);
            const object = typeof template === "string" ? read(template) : undefined;
            if (!isObject(object)) return [];
            return imagesOf({ ...resource, object }).map((place) => ({ ...place, resource, path: `data/${key}` }));
        });
}

function read(text: string): Json | undefined {
    try {
        return parse(text) as Json;
    } catch {
        return undefined;
    }
}
