import assert from "node:assert/strict";
import type { Values } from "../../../config/charts/values";
import { requestsOf } from "../../../config/capacity/requests";
import { systemPods } from "../../../config/capacity/systemPods";
import type { JsonObject } from "../../../config/kustomize/json";
import { instanceSizeOf } from "../../../config/aws/instanceTypes";
import { checked } from "../../checked";
import type { Overrides } from "../../harness";

describe("what a pod asks for", () => {
    const container = (cpu: string, more: JsonObject = {}) => ({ resources: { requests: { cpu } }, ...more });
    const found: [what: string, spec: JsonObject, cpu: number][] = [
        ["is the sum of its containers'", { containers: [container("1"), container("500m")] }, 1500],
        [
            "is an init container's where that is more",
            { containers: [container("1")], initContainers: [container("2")] },
            2000,
        ],
        [
            "has the sidecars' on top, for init containers after them too",
            {
                containers: [container("1")],
                initContainers: [container("100m", { restartPolicy: "Always" }), container("950m")],
            },
            1100,
        ],
    ];
    for (const [what, spec, cpu] of found) it(what, () => assert.equal(requestsOf(spec).cpu, cpu));
});

/** What is said of cluster.nodes, where the committed stack has other nodes. */
function said(overrides: Overrides, stack = "eks") {
    const { problems, warnings } = checked(stack, overrides);
    return {
        problems: problems.filter(({ key }) => key === "cluster.nodes"),
        others: problems.filter(({ key }) => key !== "cluster.nodes"),
        warnings: warnings.filter((warning) => warning.startsWith("cluster.nodes:")),
    };
}

describe("the nodes of a stack", () => {
    it("are refused if they are too few for what the overlay requests, with a sufficient number", () => {
        const { problems, others } = said({ "cluster.nodes.desired": 2 });
        assert.deepEqual(others, []);
        assert.match(
            problems[0]?.reason ?? "",
            /^2 × m5\.xlarge are too small for gitops\/platform\/overlays\/eks: .* no room for kafka-2/,
        );
        assert.match(problems[0]?.fix ?? "", /^pulumi config set --path cluster\.nodes\.desired 3; or /);
        assert.deepEqual(said({ "cluster.nodes.desired": 3 }).problems, []);
    });

    it("are refused if they are too small, with a sufficient type", () => {
        const { problems } = said({ "cluster.nodes.instanceTypes": ["m5.large"] });
        const fix = /instanceTypes\[0\]' (\S+);/.exec(problems[0]?.fix ?? "")?.[1];
        assert.equal(fix, "m5.xlarge");
        assert.deepEqual(said({ "cluster.nodes.instanceTypes": [fix] }).problems, []);
    });

    it("are not refused for the smallest of several types if they may all be of the largest", () => {
        assert.deepEqual(said({ "cluster.nodes.instanceTypes": ["m5.large", "m5.xlarge"] }).problems, []);
    });

    it("are counted as many as an autoscaler may add", () => {
        const scaled = (max: number) =>
            said({
                "cluster.nodes.desired": 2,
                "cluster.nodes.scaling": "clusterAutoscaler",
                "cluster.nodes.min": 1,
                "cluster.nodes.max": max,
            });
        assert.match(scaled(2).problems[0]?.fix ?? "", /^pulumi config set --path cluster\.nodes\.max 3/);
        assert.deepEqual(scaled(3), { problems: [], others: [], warnings: [] });
    });

    it("are refused by the group that takes the pods, with the key of that", () => {
        const { problems, others } = said({ "cluster.nodes.groups.workers.desired": 1 }, "node-groups");
        assert.deepEqual(others, []);
        assert.match(problems[0]?.reason ?? "", /1 × m5\.xlarge in each of 3 zones \(brokers\) and 1 × m5\.large,/);
        assert.match(problems[0]?.fix ?? "", /^pulumi config set --path cluster\.nodes\.groups\.workers\.desired 2;/);
        assert.deepEqual(said({}, "node-groups").problems, []);
    });

    it("are not judged if they are unknown: with EKS Auto Mode, or of types that the table does not have", () => {
        const none = { problems: [], others: [], warnings: [] };
        assert.deepEqual(said({}, "auto-mode"), none);
        assert.deepEqual(said({ "cluster.nodes.instanceTypes": ["g4dn.xlarge"], "cluster.nodes.desired": 1 }), none);
        assert.deepEqual(said({}, "existing-cluster"), none);
    });

    it("have room for what the user's values for the charts request, in addition to the platform", () => {
        const byValues = (values: Values) =>
            systemPods({ argocd: { install: "helm", values } }).filter(({ of }) => of === "Argo CD");
        const named = new Map(
            byValues({
                server: { replicas: 2, resources: { requests: { memory: "1Gi" } } },
                applicationSet: { enabled: false },
                global: { tolerations: [{ key: "dedicated", operator: "Exists" }] },
            }).map((pod) => [pod.name, pod]),
        );
        assert.deepEqual(named.get("argocd-server-1")?.requests, { cpu: 50, memory: 1024 });
        assert.equal(named.has("argocd-applicationset"), false);
        assert.deepEqual(named.get("argocd-redis")?.spec.tolerations, [{ key: "dedicated", operator: "Exists" }]);
        assert.deepEqual(
            systemPods({ argocd: { install: "none", values: {} } }).filter(({ of }) => of === "Argo CD"),
            [],
        );
    });

    it("cause a warning if a failed one leaves no room for its pods, and none if there is one to spare", () => {
        assert.match(
            said({}).warnings.join(),
            /^cluster\.nodes: 3 × m5\.xlarge are enough for .* as long as none of them fails/,
        );
        assert.deepEqual(said({ "cluster.nodes.desired": 4 }).warnings, []);
    });

    it("cause a warning if they are sufficient only with more memory than can be relied on", () => {
        const { problems, warnings } = said({
            "cluster.nodes.instanceTypes": ["m5.large"],
            "cluster.nodes.desired": 5,
        });
        assert.deepEqual(problems, []);
        assert.match(
            warnings.join(),
            /^cluster\.nodes: 5 × m5\.large are barely large enough for .* no room for connect-1/,
        );
        assert.ok((instanceSizeOf("m5.large", "most")?.allocatable.memory ?? Infinity) < 8192 - 8192 / 64);
    });
});
