import assert from "node:assert/strict";
import { root } from "../../base/checkout";
import { readOverlay } from "../../config/workload/overlay";
import { at } from "../../config/workload/security/nodes";
import type { Previewed } from "./previewed";

/** What is particular about the examples that secure the platform. */
export const ofSecurity: Record<string, (previewed: Previewed) => void> = {
    secure: (previewed) => {
        assert.equal(previewed.source.path, "gitops/platform/overlays/secure");
        const projects = JSON.stringify(previewed.resources.filter(({ type }) => type.endsWith(":AppProject")));
        for (const kind of ["Certificate", "Issuer"]) assert.match(projects, new RegExp(`"kind":"${kind}"`));
        const { resources } = readOverlay(root, previewed.source.path);
        assert.equal(
            resources.filter(({ group, kind }) => group === "cert-manager.io" && kind === "Certificate").length,
            10,
        );
        assert.ok(!resources.some(({ kind }) => kind === "Secret"), "no secret is in Git");
    },
    "dr-primary": (previewed) => assert.deepEqual(linksOf(previewed), []),
    "dr-standby": (previewed) => assert.deepEqual(linksOf(previewed), ["kafka.primary.example.com:9092"]),
};

/** The clusters that the overlay's links mirror. */
const linksOf = ({ source }: Previewed): unknown[] =>
    readOverlay(root, source.path)
        .resources.filter(({ kind }) => kind === "ClusterLink")
        .map(({ object }) => at(object, "spec.sourceKafkaCluster.bootstrapEndpoint"));
