import type { Json } from "../kustomize/json";
import { listOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { podsIn } from "./ends";
import { selects } from "./networkPolicies";
import { child } from "./platform";
import { at } from "./security/nodes";

/** Kubernetes' label for a node's zone. */
const zone = "topology.kubernetes.io/zone";

/**
 * Objects with several pods that nothing spreads over zones: there is no constraint, or its selector matches other
 * pods.
 */
export function unspreadIn(resources: readonly Resource[], namespace: string): Resource[] {
    return podsIn(resources, namespace).flatMap(({ resource, labels }) => {
        const { spec } = resource.object;
        const several = Number(child(spec, "replicas") ?? 1) > 1;
        const constraints: Json[] = ["podTemplate", "template.spec"].flatMap((path) =>
            listOf(at(spec, `${path}.topologySpreadConstraints`)),
        );
        const isSpread = constraints.some(
            (one) => child(one, "topologyKey") === zone && selects(child(one, "labelSelector") ?? {}, labels),
        );
        return several && !isSpread ? [resource] : [];
    });
}
