import assert from "node:assert/strict";
import { BadUsage, UsageError } from "../../../../base/error";
import { nodesOf } from "../../../../commands/capacity/nodes";
import { render } from "../../../../commands/capacity/render";
import { reportOf } from "../../../../commands/capacity/report";
import { placed } from "../../../../commands/capacity/shape";
import { svgOf } from "../../../../commands/capacity/svg";
import { render as renderOverlay } from "../../../../config/kustomize/render";
import { podsOf } from "../../../../config/capacity/pods";
import { quantityOf } from "../../../../config/workload/quantity";
import { systemPods } from "../../../../config/capacity/systemPods";
import { withComponentsOn } from "../../../components";
import { root } from "../../../harness";

const eks = () => podsOf(renderOverlay(root, "gitops/platform/overlays/eks").resources, "confluent");

describe("the nodes that capacity is asked about", () => {
    it("are spread over three zones, type by type", () => {
        const nodes = nodesOf({ list: "2xm6i.xlarge,1xc7g.large" });
        assert.deepEqual(
            nodes.map(({ name, zone, architecture }) => [name, zone, architecture]),
            [
                ["m6i.xlarge-1", "zone-a", "amd64"],
                ["m6i.xlarge-2", "zone-b", "amd64"],
                ["c7g.large-3", "zone-a", "arm64"],
            ],
        );
    });

    it("are those of a stack: its groups in their zones, with labels and taints as Kubernetes has them", () => {
        const nodes = nodesOf({ stack: "node-groups" });
        const brokers = nodes.filter(({ labels }) => labels["node-group"] === "brokers");
        assert.deepEqual(new Set(brokers.map(({ zone }) => zone)).size, brokers.length);
        assert.deepEqual(brokers[0]?.taints, [{ key: "dedicated", value: "brokers", effect: "NoSchedule" }]);
    });

    for (const [list, says] of [
        ["3", /--nodes takes numbers from 1 to 100 and instance types, such as 3xm6i.xlarge,2xc7g.large, not 3\./],
        ["0xm5.xlarge", /not 0xm5\.xlarge/],
        ["101xm5.xlarge", /not 101xm5\.xlarge/],
        ["3xm5.xlarge,", /not \./],
        ["3xm5.giant", /m5\.giant is not a known EC2 instance type.*m5 has no such size/],
        ["3xmm5.xlarge", /mm5\.xlarge is not a known EC2 instance type.*m5/],
    ] as const) {
        it(`are refused where the list is ${list}`, () =>
            assert.throws(
                () => nodesOf({ list }),
                (error) => error instanceof BadUsage && says.test(error.message),
            ));
    }

    it("have to be given for a stack that creates none", () =>
        assert.throws(
            () => nodesOf({ stack: "kubeconfig" }),
            (error) => error instanceof UsageError && /such as --nodes 3xm5\.xlarge/.test(error.message),
        ));
});

describe("the pods that an overlay would create", () => {
    it("are those of each object, with all of their containers' requests, apart from their like", () => {
        const { pods, unknown } = eks();
        assert.deepEqual(unknown, []);
        const named = new Map(pods.map((pod) => [pod.name, pod]));
        assert.deepEqual(named.get("kafka-2")?.requests, { cpu: 1000, memory: 4096 });
        assert.deepEqual(named.get("controlcenter-next-gen-0")?.requests, { cpu: 800, memory: 6400 });
        assert.match(JSON.stringify(named.get("kafka-0")?.spec), /podAntiAffinity.*"app":"kafka".*hostname/);
        assert.equal(named.has("kafka-3"), false);
        assert.ok((named.get("kraftcontroller-0")?.wave ?? 0) < (named.get("kafka-0")?.wave ?? 0));
        const dev = podsOf(renderOverlay(root, "gitops/platform/overlays/dev").resources, "confluent").pods;
        assert.doesNotMatch(JSON.stringify(dev.map(({ spec }) => spec)), /podAntiAffinity/);
    });

    it("are as many as a Rollout sets, if it takes them from a Deployment that has none", () =>
        withComponentsOn("eks", ["sample-client"], (path) => {
            const { pods, unknown } = podsOf(renderOverlay(root, path).resources, "confluent");
            const clients = pods.filter(({ name }) => name.startsWith("sample-"));
            assert.deepEqual(clients.map(({ name }) => name).sort(), [
                "sample-consumer-0",
                "sample-consumer-1",
                "sample-producer-0",
                "sample-producer-1",
            ]);
            for (const { requests } of clients) assert.equal(requests.memory, 384);
            assert.deepEqual(unknown, []);
        }));

    it("read quantities as Kubernetes does", () => {
        for (const [text, value] of [
            ["250m", 0.25],
            ["2", 2],
            ["1536Mi", 1536 * 1024 ** 2],
            ["1G", 1e9],
            ["1e3", 1000],
            ["0.5", 0.5],
            [2, 2],
            [0.5, 0.5],
        ] as const) {
            assert.equal(quantityOf(text), value, String(text));
        }
    });
});

describe("what capacity shows", () => {
    const nodes = nodesOf({ list: "1xm5.xlarge" });
    const { pods } = eks();
    const placement = [...systemPods(), ...pods].map((pod) =>
        pod.name === "kafka-2"
            ? { pod, node: undefined, why: "0/1 nodes are available: 1 Insufficient <memory>." }
            : { pod, node: "m5.xlarge-1", why: undefined },
    );
    const wouldFit = [{ nodes: "3xm5.xlarge", what: "one more node of each type" }];
    const report = reportOf({
        overlay: "gitops/platform/overlays/eks",
        nodes,
        placement,
        notCounted: [],
        wouldFit,
        couldFit: false,
    });

    it("is as its schema says", () => assert.deepEqual(placed.parse(report), report));

    it("names what is waiting, why, and what would be sufficient", () => {
        const text = render(report);
        assert.match(text, /eks does not fit: a pod waits\./);
        assert.match(text, /kafka-2 \(1 CPU, 4 GiB\)\n +0\/1 nodes are available: 1 Insufficient <memory>\./);
        assert.match(text, /one more node of each type: --nodes 3xm5\.xlarge/);
        assert.match(text, /pods +\d+ of 58: .*kafka-0/);
    });

    it("says whether there is an arrangement that the scheduler missed, whether there is none, or that it is unknown", () => {
        assert.match(text(false), /^They can't all be placed on these nodes\.$/m);
        assert.match(text(true), /^All of them would fit, but the scheduler, .* didn't find the way/m);
        assert.match(text(null), /^It is not known whether all of them can be placed\.$/m);
        assert.match(render({ ...report, wouldFit: [] }, true), /leave out --from-cluster, and pass them with --nodes/);
    });

    const text = (couldFit: boolean | null) => render({ ...report, couldFit });

    it("is drawn with each pod to scale, and with nothing that would break the picture", () => {
        const svg = svgOf(report);
        const track = 352;
        const broker = /width="([\d.]+)"[^>]*><title>kafka-0: 1 CPU/.exec(svg)?.[1];
        assert.equal(Number(broker), Number(((1000 / 3920) * track).toFixed(1)));
        assert.match(svg, /kafka-2 waits: 0\/1 nodes are available: 1 Insufficient &lt;memory&gt;\./);
        assert.doesNotMatch(svg, /NaN|undefined|<memory>/);
    });
});
