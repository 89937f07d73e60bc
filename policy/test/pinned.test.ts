import { pinnedCharts } from "../rules/pinnedCharts";
import { pinnedImages } from "../rules/pinnedImages";
import { pinnedKubernetes } from "../rules/pinnedKubernetes";
import { pinnedRevisionInProd } from "../rules/pinnedRevisionInProd";
import { unknown, type Value } from "../values";
import { judges, type Row } from "./table";

const release = "kubernetes:helm.sh/v3:Release";
const pod = "kubernetes:core/v1:Pod";
const cluster = "aws:eks/cluster:Cluster";
const application = "kubernetes:argoproj.io/v1alpha1:Application";

describe("the policy pinned-charts", () => {
    judges(pinnedCharts, [
        ["a whole version", release, { version: "10.4.1" }],
        ["a version before its release", release, { version: "v1.2.3-rc.1" }],
        ["no version", release, { chart: "argo-cd" }, /version is not set/],
        ["a range", release, { version: "^10.4.1" }, /version is "\^10\.4\.1"/],
        ["the newest of a row", release, { version: "10.4" }, /version is "10\.4"/],
    ]);
});

describe("the policy pinned-kubernetes", () => {
    judges(pinnedKubernetes, [
        ["a version", cluster, { version: "1.35" }],
        ["a version that is not known yet", cluster, { version: unknown }],
        ["none", cluster, {}, /Set cluster\.version/],
    ]);
});

describe("the policy pinned-images", () => {
    const container = (image: Value): Value => ({ spec: { containers: [{ image }] } });
    judges(pinnedImages, [
        ["a tag", pod, container("quay.io/argoproj/argocd:v3.6.1")],
        ["a digest", pod, container(`busybox@sha256:${"0".repeat(64)}`)],
        ["latest", pod, container("busybox:latest"), /spec\.containers\[0\]\.image is "busybox:latest"/],
        ["latest, though with a digest", pod, container("busybox:latest@sha256:00"), /image is/],
        ["no tag, behind a registry's port", pod, container("registry:5000/busybox"), /image is/],
        [
            "a first container without a tag",
            pod,
            { spec: { initContainers: [{ image: "busybox" }] } },
            /initContainers\[0\]/,
        ],
        ["an image that is not known yet", pod, container(unknown)],
        [
            "a chart's image without a tag, which the chart has",
            release,
            { values: { image: { repository: "argocd" } } },
        ],
        [
            "a chart's image with latest",
            release,
            { values: { image: { repository: "argocd", tag: "latest" } } },
            /values\.image\.tag/,
        ],
        [
            "an Application that puts latest into an overlay",
            application,
            { spec: { source: { kustomize: { images: ["kafka=registry/kafka:latest"] } } } },
            /kustomize\.images is "kafka=registry\/kafka:latest"/,
        ],
        [
            "an Application that puts a mirror into an overlay",
            application,
            { spec: { source: { kustomize: { images: ["kafka=registry/kafka"] } } } },
        ],
    ]);
});

describe("the policy pinned-revision-in-prod", () => {
    const follows = (targetRevision: Value): Value => ({ spec: { source: { targetRevision } } });
    const rows: Row[] = [
        ["a release", application, follows("v1.2.3")],
        ["a commit", application, follows("0123456789abcdef0123456789abcdef01234567")],
        ["a branch", application, follows("main"), /spec\.source\.targetRevision is "main"/],
        ["whatever is newest", application, follows(undefined), /targetRevision is not set/],
        ["a short commit", application, follows("0123456"), /"0123456"/],
        ["a branch that begins as a release", application, follows("v1.2.3/next"), /next/],
        [
            "a branch among several sources",
            application,
            { spec: { sources: [{ targetRevision: "v1.2.3" }, { targetRevision: "HEAD" }] } },
            /spec\.sources\[1\]\.targetRevision is "HEAD"/,
        ],
    ];
    judges(pinnedRevisionInProd, rows, "eu-prod");
    describe("in another stack", () => {
        judges(
            pinnedRevisionInProd,
            rows.map(([is, type, props]): Row => [is, type, props]),
            "product",
        );
    });
});
