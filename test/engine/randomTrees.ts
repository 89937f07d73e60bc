import fc from "fast-check";
import { stringify } from "yaml";

/** The files of a small tree; the overlay is the folder `o`. */
export type Tree = Record<string, string>;

const often = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const seldom = <T>(value: fc.Arbitrary<T>) =>
    fc.option(value, { nil: undefined, freq: 1 }).chain((found) => fc.constantFrom(found, undefined, undefined));

const name = fc.constantFrom("a", "b");
/** Names by folder, so that two folders rarely contain the same object. */
const namesIn = (folder: string) => fc.constantFrom(`${folder}-1`, `${folder}-2`, `${folder}-2`, "a");
const anyName = fc.constantFrom("base-1", "base-2", "middle-1", "other-1", "part-1", "o-1", "a", "c");
const namespace = seldom(fc.constantFrom("x", "y", "default"));
const image = fc.constantFrom("team/one", "team/one:1", "r:5000/team/two:2", "team/one@sha256:ab", "three");
const value = fc.oneof(
    fc.constantFrom<unknown>(1, 0, true, "", "text", "on", "007", "1.0", null, {}, [], [1, 2], ["a", { b: 1 }]),
    fc.constantFrom<unknown>("a\nb", "a\n  b\n", "\na\n\n", "long ".repeat(30), `${"long ".repeat(30)}\n b\n`),
    fc.record({ c: fc.constantFrom(1, 2), d: seldom(fc.constantFrom("e", null)) }, { requiredKeys: ["c"] }),
);

/** Kinds of each sort: custom ones, those whose lists Kustomize knows, and cluster-scoped ones. */
const kinds = fc.constantFrom(
    "platform.confluent.io/v1beta1 Kafka",
    "platform.confluent.io/v1beta1 Kafka",
    "platform.confluent.io/v1beta1 Connect",
    "v1 ConfigMap",
    "apps/v1 Deployment",
    "storage.k8s.io/v1 StorageClass",
);

const container = fc.record({
    name,
    image,
    args: seldom(fc.constant(["x"])),
    env: seldom(fc.constant([{ name: "E", value: "1" }])),
});
const podSpec = fc.record({
    containers: fc.uniqueArray(container, { minLength: 1, maxLength: 2, selector: (one) => one.name }),
    volumes: seldom(fc.constant([{ name: "v", configMap: { name: "g" } }])),
});

function spec(kind: string): fc.Arbitrary<object> {
    if (kind.endsWith("ConfigMap")) return fc.record({ data: fc.constantFrom({ k: "v" }, { k: "w", l: "" }) });
    if (kind.endsWith("StorageClass")) return fc.record({ provisioner: fc.constantFrom("p", "q") });
    if (kind.endsWith("Deployment")) {
        return fc.record({ spec: fc.record({ template: fc.record({ spec: podSpec }) }) });
    }
    return fc.record({
        spec: fc.record({
            replicas: often(fc.nat(5)),
            image: often(fc.record({ application: image, init: seldom(image) })),
            value: often(value),
            podTemplate: seldom(podSpec),
        }),
    });
}

const metadata = (names: fc.Arbitrary<string>) =>
    fc.record({
        name: names,
        namespace,
        labels: seldom(fc.constantFrom({ l: "1" }, { m: "2" }, {})),
        annotations: seldom(fc.constantFrom({ n: "1" }, { o: "2" })),
    });

const object = (names: fc.Arbitrary<string>) =>
    kinds.chain((kind) => {
        const [apiVersion, only] = kind.split(" ");
        return fc
            .record({ metadata: metadata(names), rest: spec(kind) })
            .map(({ metadata, rest }) => ({ apiVersion, kind: only, metadata, ...rest }));
    });

/** What a file may end with, possibly without a line end. */
const endings = ["w: |\n  a\n  b", "w: >+\n  a\n  b", "w: >\n  a\n    b\n  c\n", "w: ! 5\n", "w: !!str 5"];

/** Objects as YAML, sometimes with shared parts as an anchor and a merge key. */
const documents = (folder: string) =>
    fc
        .tuple(
            fc.array(fc.tuple(object(namesIn(folder)), fc.boolean()), { maxLength: 3 }),
            seldom(seldom(fc.constantFrom(...endings))),
        )
        .map(([objects, end = ""]) =>
            objects
                .map(([one, merges]) =>
                    merges
                        ? `${stringify(one)}x: &m { p: 1, q: { r: 2 } }\ny: { <<: *m, p: 3 }\nz: { <<: [*m, { p: 4, s: 5 }] }\n`
                        : stringify(one),
                )
                .join("---\n")
                .concat(objects.length > 0 ? end : ""),
        );

const operation = fc.oneof(
    fc.constantFrom(
        { op: "add", path: "/metadata/labels", value: { j: "1" } },
        { op: "add", path: "/metadata/annotations/j", value: "1" },
        { op: "replace", path: "/metadata/name", value: "c" },
        { op: "replace", path: "/metadata/namespace", value: "x" },
        { op: "replace", path: "/kind", value: "Connect" },
        { op: "test", path: "/spec/replicas", value: 1 },
        { op: "remove", path: "/spec/value" },
        { op: "add", path: "/spec/value/-", value: 3 },
        { op: "copy", from: "/spec/replicas", path: "/spec/copies" },
    ),
    fc.constantFrom(
        { op: "add", path: "/spec/replicas", value: 7 },
        { op: "replace", path: "/metadata/name", value: "c" },
        { op: "add", path: "/metadata/labels", value: { j: "1" } },
    ),
    value.map((of) => ({ op: "add", path: "/spec/value", value: of })),
);

const target = fc.record({
    kind: often(fc.constantFrom("Kafka", "Ka.*", "Kafka|Connect", "Deployment")),
    name: often(fc.oneof(anyName, fc.constantFrom("base-.*", ".*-1", "a|c", ""))),
    namespace: seldom(fc.constantFrom("x", "default")),
});

const patch = fc.oneof(
    {
        weight: 4,
        arbitrary: fc.record({
            patch: fc.array(operation, { minLength: 1, maxLength: 2 }).map((of) => stringify(of)),
            target,
        }),
    },
    {
        weight: 6,
        arbitrary: fc.record({
            patch: fc
                .tuple(object(anyName), seldom(fc.constantFrom("delete", "replace")))
                .map(([one, directive]) => stringify(directive ? { ...one, $patch: directive } : one)),
            target: fc.oneof({ weight: 6, arbitrary: target }, fc.constant(undefined)),
            options: seldom(fc.constantFrom({ allowNameChange: true }, { allowKindChange: true })),
        }),
    },
    fc.record({ path: fc.constantFrom("own.yaml", "own.yaml", "none.yaml"), target }),
);

const generator = fc.record({
    name: fc.constantFrom("g", "a"),
    literals: fc.constantFrom(["k=v"], ["k=<&>", "l='q'"], ["k=v", "m="], ["k"]),
    options: seldom(fc.constantFrom({ disableNameSuffixHash: true }, { labels: { o: "1" } })),
});

function kustomization(kind: "Kustomization" | "Component", folders: string[], components: string[]) {
    return fc.record({
        kind: fc.constant(kind),
        namespace: seldom(fc.constantFrom("x", "y", "")),
        resources: fc.subarray(["own.yaml", ...folders], { minLength: kind === "Component" ? 0 : 1 }),
        components: often(fc.subarray(components)),
        configurations: often(fc.constant(["images.yaml"])),
        patches: often(fc.array(patch, { maxLength: 2 })),
        images: often(
            fc.array(
                fc.record({
                    name: fc.constantFrom("team/one", "three"),
                    newTag: often(fc.constant("9")),
                    newName: seldom(image),
                }),
                { maxLength: 2 },
            ),
        ),
        labels: seldom(fc.constantFrom([{ pairs: { l: "9" } }], [{ pairs: { k: "8" }, includeTemplates: true }])),
        commonAnnotations: seldom(fc.constant({ z: "1" })),
        configMapGenerator: seldom(fc.tuple(generator)),
        secretGenerator: seldom(fc.tuple(generator)),
        replicas: seldom(fc.constant([{ name: "a", count: 3 }])).chain((found) => seldom(fc.constant(found))),
    });
}

/** A folder's files. */
function folder(
    at: string,
    kind: "Kustomization" | "Component",
    folders: string[],
    components: string[] = [],
): fc.Arbitrary<Tree> {
    return fc.tuple(kustomization(kind, folders, components), documents(at)).map(([own, text]) => ({
        [`${at}/kustomization.yaml`]: stringify(own, { keepUndefined: false }),
        [`${at}/own.yaml`]: text,
        [`${at}/images.yaml`]: "images: [{ path: spec/image/application }, { path: spec/image/init, kind: Kafka }]\n",
    }));
}

/** Bases, an intermediate folder, components and an overlay, with features that real ones have. */
export const randomTree: fc.Arbitrary<Tree> = fc
    .tuple(
        folder("base", "Kustomization", []),
        folder("other", "Kustomization", []),
        folder("middle", "Kustomization", ["../base"], ["../part"]),
        folder("part", "Component", []),
        folder("o", "Kustomization", ["../middle", "../other"], ["../part"]),
    )
    .map((folders) => Object.assign({}, ...folders) as Tree);
