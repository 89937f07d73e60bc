import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseImage } from "../../../config/kustomize/images";
import { blockReconcile, isBlocked, podRunners, releaseImages } from "../../../config/workload/platform";
import { chartSource, isLocal } from "../../../config/charts";
import { confluentGroup } from "../../../config/workload/confluentKinds";
import { cfkReleases } from "../../../config/support";
import { nothing, type Step } from "../step";
import { type Edit, withComponent, withoutComponent, withTag } from "./edits";
import { heapChanges } from "./heap";
import type { Situation } from "./situation";
import { filesOf, kustomizationIn } from "./tree";
import { areAnnotated, haveRolled, isLive, isUpgraded } from "./waits";

/** gitops/platform/components/block-reconcile, for a tree that has none. */
const shared = "gitops/platform/components/block-reconcile";

/** That component, or one of its name, at the end of its line or list entry. */
const blocks = /(^|[\s/[,])block-reconcile\/?($|[\s\],])/m;

/**
 * The sequence of Confluent's (https://docs.confluent.io/operator/current/co-upgrade-cfk.html) for a workload in Git: block,
 * CRDs and operator, init image and unblock. The last two are one commit here: an object that is blocked takes up no
 * change, so that Argo CD would wait for it in the first wave, and never come to the others nor to the next commit.
 * Releases may be skipped (https://docs.confluent.io/operator/current/co-upgrade-example.html goes from 3.1 to 3.3).
 */
export function plan(situation: Situation): Step[] {
    const { facts, from, to } = situation;
    // Both the operator and the components are there: nothing has to be kept from anything any more.
    const isThere = from === to && facts.confluent.version === to;
    const first = block(situation, isThere);
    return [...heap(situation), first, operator(situation, isThere), release(situation, first.edits, isThere)];
}

/** 3.4 changes the heap that brokers and KRaft controllers have by default: said before, it does not change unseen. */
function heap({ facts, from, to }: Situation): Step[] {
    const changes = heapChanges(facts.overlay.resources, from, to);
    if (changes.length === 0) return [];
    const step = {
        ...nothing,
        title: "Set the heap explicitly",
        why: "CFK 3.4.0 changes the default heap size. Set in Git, it only changes when you decide so. This rolls the pods.",
        done: false,
        byHand: changes.map(
            ({ kind, name, file, now, then }) =>
                `${kind} ${name} (${file}): today the heap is ${now}; from 3.4.0 on the default is ${then}. ` +
                "Set -Xms and -Xmx under spec.configOverrides.jvm, below the memory limit.",
        ),
        message: `Set the heap of ${changes.map(({ kind }) => kind).join(" and ")}`,
        waits: [isLive(facts)],
    };
    return [step];
}

function block({ tree, facts }: Situation, isThere: boolean): Step {
    const { path } = facts.gitops;
    const file = kustomizationIn(tree, path) ?? `${path}/kustomization.yaml`;
    const before = readFileSync(join(tree, file), "utf8");
    const hasShared = existsSync(join(tree, shared, "kustomization.yaml"));
    const own: Edit = { file: `${path}/block-reconcile/kustomization.yaml`, before: undefined, after: blocking };
    const entry = hasShared ? posix.relative(path, shared) : "block-reconcile";
    const resources = facts.overlay.resources.filter(({ group }) => group === confluentGroup);
    const done = isThere || resources.every(isBlocked);
    return {
        ...nothing,
        title: "Keep the operator from reconciling the Confluent resources",
        why:
            "With the annotation block-reconcile, nothing rolls while the CRDs and the operator change. Commit nothing else for these " +
            "resources until the last step: Argo CD would wait for the change to take effect, and not get to the next commit.",
        done,
        edits: done ? [] : [...(hasShared ? [] : [own]), { file, before, after: withComponent(before, entry) }],
        message: "Block reconciliation while the operator is upgraded",
        waits: [isLive(facts), areAnnotated(facts, blockReconcile)],
    };
}

/** Brings a release's chart to the folder confluent-for-kubernetes, from where the stack has its charts. */
function unpack(charts: string | undefined, version: string, root: string): string {
    const { chart, repositoryOpts } = chartSource("confluent-for-kubernetes", version, charts, root);
    if (charts !== undefined && isLocal(charts))
        return chart.endsWith(".tgz") ? `tar -xzf ${chart}` : `cp -r ${chart} .`;
    const repo = repositoryOpts ? ` --repo ${repositoryOpts.repo}` : "";
    return `helm pull ${chart}${repo} --version ${version} --untar`;
}

function operator({ stack, root, facts, to }: Situation, done: boolean): Step {
    const { confluent, mirrors } = facts;
    const { chart } = cfkReleases[to];
    const isWritten = confluent.version === to && facts.written.has("confluent");
    const namespace = confluent.namespace;
    const elsewhere = [
        unpack(mirrors.charts, chart, root),
        "kubectl apply --server-side --force-conflicts -f confluent-for-kubernetes/crds/",
        // Not --reuse-values: Helm would then take the old chart's defaults, and in them the old operator's image.
        `helm upgrade confluent-operator confluent-for-kubernetes --namespace ${namespace} --reset-then-reuse-values`,
    ];
    const up = [`pulumi preview --stack ${stack}`, `pulumi up --stack ${stack}`];
    return {
        ...nothing,
        title: `Upgrade the CRDs and the operator to ${to}`,
        why:
            confluent.install === "helm"
                ? "The stack applies the CRDs before the operator. The preview warns that the init image is of another release; the next step changes that."
                : "confluent.install is none: upgrade the operator where it was installed, CRDs first. The stack records the version.",
        // Whether it was applied is not in the files: open until the components are of this release.
        done,
        writes: isWritten ? [] : [`pulumi config set --path confluent.version ${to} --stack ${stack}`],
        files: isWritten ? [] : [`Pulumi.${stack}.yaml`],
        message: `Upgrade Confluent for Kubernetes to ${to}`,
        runs: [...(confluent.install === "helm" ? [] : elsewhere), ...up],
        waits: isUpgraded(facts, to),
    };
}

/** @param earlier edits of the steps before, which are there by then. */
function release({ tree, facts, from, to }: Situation, earlier: readonly Edit[], isThere: boolean): Step {
    const { path } = facts.gitops;
    const own = kustomizationIn(tree, path);
    const files = new Set([...filesOf(tree, path), ...podRunners(facts.overlay.resources).map(({ file }) => file)]);
    const change = (file: string, text: string) =>
        releaseImages.reduce(
            (changed, image) => withTag(changed, image, from, to),
            file === own ? withoutComponent(text, blocks) : text,
        );
    const edits = [...files].flatMap((file) => {
        const before = earlier.find((edit) => edit.file === file)?.after ?? readFileSync(join(tree, file), "utf8");
        const after = change(file, before);
        return after === before ? [] : [{ file, before, after }];
    });
    const blocked = facts.overlay.resources.some(isBlocked);
    const isByHand = blocked && (!own || !blocks.test(readFileSync(join(tree, own), "utf8")));
    const isTagged = from === to || edits.some(({ before, after }) => before.includes(from) && !after.includes(from));
    const done = isThere && !blocked;
    const pinned = facts.overlay.imagePlaces.filter(
        ({ image }) => image.includes("@") && releaseImages.some((name) => parseImage(image).name.endsWith(name)),
    );
    return {
        ...nothing,
        title: `Move the components to ${to} and resume reconciliation`,
        why: "One commit does both. Each pod is replaced once, wave by wave and one at a time, ZooKeeper or KRaft first.",
        done,
        edits: done ? [] : edits,
        byHand: [
            ...(isByHand ? ["Remove the annotation block-reconcile where you set it."] : []),
            ...(isTagged ? [] : [`Set the tag of ${releaseImages.join(" and ")} in ${path} to ${to}.`]),
            ...[...new Set(pinned.map(({ image }) => image))].map(
                (image) => `Set the digest of ${image} to that of ${to}: it wins over the tag.`,
            ),
        ],
        message: `Move the components to the init image of ${to} and resume reconciliation`,
        waits: [isLive(facts), haveRolled(facts, `${releaseImages[0]}:${to}`)],
    };
}

const blocking = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - target: { group: ${confluentGroup} }
    patch: |-
      apiVersion: ${confluentGroup}/v1beta1
      kind: any
      metadata:
        name: any
        annotations:
          ${blockReconcile}: "true"
`;
