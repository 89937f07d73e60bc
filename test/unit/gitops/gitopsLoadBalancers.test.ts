import assert from "node:assert/strict";
import { type Component, componentsOf } from "./gitopsTree";

interface Listeners {
    external: {
        externalAccess: {
            type: string;
            loadBalancer: { annotations: Record<string, string>; loadBalancerSourceRanges: string[] };
        };
    };
}

describe("gitops/platform/components/internal-load-balancers", () => {
    it("gives Kafka and Control Center internal load balancers with TLS in eks-internal, and changes nothing else of eks", () => {
        const of = (overlay: string) => Object.fromEntries(componentsOf(overlay).map((one) => [one.kind, one]));
        const [internal, plain] = [of("eks-internal"), of("eks")];
        const { listeners, ...kafka } = internal.Kafka?.spec as Component["spec"] & { listeners?: Listeners };
        const { externalAccess, ...center } = internal.ControlCenter?.spec as Component["spec"] & Listeners["external"];
        assert.deepEqual([kafka, center], [plain.Kafka?.spec, plain.ControlCenter?.spec]);
        for (const [access, port] of [
            [listeners?.external.externalAccess, "9092"],
            [externalAccess, "443"],
        ] as const) {
            assert.equal(access?.type, "loadBalancer");
            const prefix = "service.beta.kubernetes.io/aws-load-balancer-";
            const { [`${prefix}ssl-cert`]: certificate, ...annotations } = access.loadBalancer.annotations;
            assert.match(certificate ?? "", /^arn:aws:acm:/);
            assert.deepEqual(annotations, {
                [`${prefix}type`]: "external",
                [`${prefix}nlb-target-type`]: "ip",
                [`${prefix}scheme`]: "internal",
                [`${prefix}ssl-ports`]: port,
                [`${prefix}ssl-negotiation-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            });
            assert.ok(access.loadBalancer.loadBalancerSourceRanges.length > 0, "open to all that reaches it");
        }
        const others = (overlay: Record<string, Component>) =>
            Object.values(overlay).filter(({ kind }) => !["Kafka", "ControlCenter"].includes(kind));
        assert.deepEqual(others(internal), others(plain));
    });
});
