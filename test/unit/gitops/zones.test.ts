import assert from "node:assert/strict";
import { Checkout } from "../../../config/kustomize/files";
import { read } from "../../../config/kustomize/read";
import { podsIn } from "../../../config/workload/ends";
import { unspreadIn } from "../../../config/workload/zones";
import { selects } from "../../../config/workload/networkPolicies";
import { listOf } from "../../../config/kustomize/json";
import { at } from "../../../config/workload/security/nodes";
import { checked } from "../../checked";
import { componentNames, linesOf, overlaysFor, withComponentsOn } from "../../components";
import { overlayNames, repository } from "./gitopsTree";

const namespace = "confluent";
const resourcesOf = (path: string) => read(new Checkout(repository), path).resources;
const isSpread = (overlay: string) => /^(classic-)?eks|^(secure|staging|prod)$/.test(overlay);
/** One replica is all that it may have (https://docs.confluent.io/operator/current/co-configure-c3.html). */
const isOne = ["ControlCenter"];

/** Every replica count as it is, and as a user raises it: three of all that may be several. */
const scaled = `patches:
  - target: { group: platform.confluent.io, kind: SchemaRegistry|Connect|KsqlDB|KafkaRestProxy|Kafka|KRaftController|Zookeeper }
    patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: any, metadata: { name: any }, spec: { replicas: 3 } }'
`;

describe("zones", () => {
    for (const overlay of overlayNames.filter(isSpread)) {
        const fitting = componentNames.filter((component) => overlaysFor(component).includes(overlay));
        for (const component of ["", ...fitting]) {
            const lines = component ? linesOf(component, overlay) : [];
            it(`have a part each of all with several pods in ${overlay} with ${component || "nothing else"}`, () =>
                withComponentsOn(
                    overlay,
                    lines,
                    (path) => {
                        const resources = resourcesOf(path);
                        assert.deepEqual(
                            unspreadIn(resources, namespace).map(({ kind, name }) => `${kind} ${name}`),
                            [],
                        );
                        const pods = podsIn(resources, namespace).filter(
                            ({ resource }) => resource.kind in { Kafka: 0, Connect: 0, SchemaRegistry: 0 },
                        );
                        assert.ok(pods.length >= 3, "there was something to look at");
                    },
                    overlay === "eks-nodeport" || overlay === "eks" || overlay === "secure" ? scaled : "",
                ));
        }
    }

    it("count only the component's own pods: no constraint counts another component's", () =>
        withComponentsOn("eks", ["ksqldb", "rest-proxy", "replicator"], (path) => {
            const pods = podsIn(resourcesOf(path), namespace);
            for (const { resource } of pods.filter(({ resource: { kind } }) => !isOne.includes(kind))) {
                for (const one of listOf(at(resource.object, "spec.podTemplate.topologySpreadConstraints"))) {
                    const taken = pods.filter(({ labels }) => selects(at(one, "labelSelector"), labels));
                    assert.deepEqual(
                        taken.map(({ resource: other }) => other.name),
                        [resource.name],
                    );
                }
            }
        }));

    it("cause a warning if the overlay spreads brokers and something else is in one zone", () =>
        withComponentsOn(
            "eks",
            [],
            (path) => {
                const { warnings } = checked("eks", { "gitops.path": path });
                const warning = warnings.find((one) => one.includes("spreads brokers over zones")) ?? "";
                assert.match(
                    warning,
                    /: Connect connect \(gitops\/platform\/base\/connect\.yaml\)\. List \S+\/components\/zones below/,
                );
            },
            `patches:
  - patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: Connect, metadata: { name: connect }, spec: { podTemplate: { topologySpreadConstraints: null } } }'
`,
        ));
});
