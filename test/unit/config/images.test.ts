import assert from "node:assert/strict";
import { imagesOf, mirrored, mirroredImages } from "../../../config/workload/images";
import { toResource } from "../../../config/kustomize/resource";
import { component, problemsOfTree } from "./overlayTree";

const mirror = "registry.example.com:5000/mirror";

describe("the mirror's name of an image", () => {
    for (const [name, path] of [
        ["confluentinc/cp-server", "confluentinc/cp-server"],
        ["node", "library/node"],
        ["docker.io/node", "library/node"],
        ["docker.io/confluentinc/cp-server", "confluentinc/cp-server"],
        ["registry.example.com:5000/confluentinc/cp-server", "confluentinc/cp-server"],
        ["localhost/tool", "tool"],
        ["localhost:5000/a/b", "a/b"],
        ["quay.io/argoproj/argocd", "argoproj/argocd"],
        ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/tool", "tool"],
        ["registry.example.com:5000/mirror/own/connect", "own/connect"],
    ] as const) {
        it(`is ${path} there, for ${name}`, () => assert.equal(mirrored(name, mirror), `${mirror}/${path}`));
    }
});

describe("the images that Argo CD sets", () => {
    it("leave what is already in the mirror, and point what the overlay renames to it", () => {
        const names = ["a/b", `${mirror}/c/d`];
        const own = [
            { name: "z/b", newName: "a/b", newTag: "1" },
            { name: "e/f", newTag: "2" },
        ];
        assert.deepEqual(mirroredImages(names, own, mirror), [`a/b=${mirror}/a/b:*@*`, `z/b=${mirror}/a/b:*@*`]);
    });
});

describe("the images of an object", () => {
    it("are found wherever its kind has them, and not in freely named fields", () => {
        const pod = {
            initContainers: [{ image: "a:1" }],
            containers: [{ image: "b:1" }],
            volumes: [{ image: { reference: "c:1" } }, { rbd: { image: "no" } }],
        };
        const resource = toResource(
            {
                apiVersion: "example.com/v1",
                kind: "Any",
                metadata: { name: "any", annotations: { image: "no" } },
                data: { image: "no" },
                spec: {
                    image: { application: "d:1", init: "e:1", other: "no" },
                    configs: { image: "no" },
                    configOverrides: { server: [{ image: "no" }] },
                    services: { prometheus: { image: "f:1" } },
                    imageName: "ghcr.io/cloudnative-pg/postgresql:17",
                    sidecar: { image: { repository: "quay.io/a/b", tag: "1" }, initImage: "g:1" },
                    backgroundImage: "https://example.com/no.png",
                    logoImage: "/no.png",
                    baseImage: "no",
                    jobTemplate: { spec: { template: { spec: pod } } },
                },
            },
            "any.yaml",
        );
        const template = "spec/jobTemplate/spec/template/spec";
        assert.deepEqual(
            imagesOf(resource).map(({ path, image }) => [path, image]),
            [
                ["spec/image/application", "d:1"],
                ["spec/image/init", "e:1"],
                ["spec/services/prometheus/image", "f:1"],
                ["spec/imageName", "ghcr.io/cloudnative-pg/postgresql:17"],
                ["spec/sidecar/image/repository", "quay.io/a/b"],
                ["spec/sidecar/initImage", "g:1"],
                [`${template}/initContainers[]/image`, "a:1"],
                [`${template}/containers[]/image`, "b:1"],
                [`${template}/volumes[]/image/reference`, "c:1"],
            ],
        );
    });
});

describe("an image in a pod overlay, which is text to Kustomize", () => {
    const template = (image: string) =>
        `spec: { template: { spec: { initContainers: [{ name: extra, image: "${image}" }] } } }`;
    const tree = (image: string, annotation = "pod-overlay-configmap-name: extra") => ({
        "o/kustomization.yaml": "resources: [../base, more.yaml]\ncomponents: [version]\n",
        "o/more.yaml": [
            component("Connect", "confluentinc/cp-server-connect:7.9.0").replace(
                "name: connect",
                `name: connect, annotations: { platform.confluent.io/${annotation} }`,
            ),
            `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\ndata:\n  pod-template.yaml: |\n    ${template(image)}\n`,
        ].join("---\n"),
    });
    const problems = (files: Record<string, string>) => problemsOfTree(files, { mirrors: { images: mirror } });

    it("is refused, with the name that it has in the mirror", () => {
        const [problem, ...others] = problems(tree("busybox:1.28"));
        assert.deepEqual(others, []);
        assert.equal(problem?.key, "mirrors.images");
        assert.match(problem.reason, /data\/pod-template\.yaml of ConfigMap extra \(busybox:1\.28, o\/more\.yaml\)$/);
        assert.ok(problem.fix.endsWith(`: ${mirror}/library/busybox:1.28`), problem.fix);
    });

    it("is accepted from the mirror, without one, and if no component uses the ConfigMap as an overlay", () => {
        assert.deepEqual(problems(tree(`${mirror}/library/busybox:1.28`)), []);
        assert.deepEqual(problemsOfTree(tree("busybox:1.28")), []);
        assert.deepEqual(problems(tree("busybox:1.28", "other: extra")), []);
    });
});

describe("two images that would be one in the mirror", () => {
    const tree = (other: string) => ({
        "o/kustomization.yaml": "resources: [../base, more.yaml]\ncomponents: [version]\n",
        "o/more.yaml": component("Connect", other),
    });
    const problems = (other: string) => problemsOfTree(tree(other), { mirrors: { images: mirror } });

    it("are refused", () => {
        const [problem, ...others] = problems('"quay.io/confluentinc/cp-server:7.9.0"');
        assert.deepEqual(others, []);
        assert.match(
            problem?.reason ?? "",
            /docker\.io\/confluentinc\/cp-server and quay\.io\/confluentinc\/cp-server from .*confluentinc\/cp-server$/,
        );
    });

    it("are accepted if they are the same, or if one is already in the mirror", () => {
        assert.deepEqual(problems('"docker.io/confluentinc/cp-server:7.9.0"'), []);
        assert.deepEqual(problems(`"${mirror}/confluentinc/cp-server:7.9.0"`), []);
    });
});
