import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isBlocked, podRunners } from "../../../../config/workload/platform";
import type { Step } from "../../../../commands/upgrade/step";
import { render } from "../../../../commands/upgrade/operator/render";
import { situationOf } from "../../../../commands/upgrade/operator/situation";
import { Checkout, on } from "./checkout";

const refused = (checkout: Checkout, says: RegExp, to?: string) =>
    on(checkout, () => assert.throws(() => checkout.steps(to), says));

describe("npm run upgrade", () => {
    it("leads from 3.1.1 to 3.4.0 by its own patches, each step refused by no preview, and says the rest at each", () =>
        on(new Checkout("3.1.1"), async (checkout) => {
            const before = ["kustomization.yaml", "version/kustomization.yaml"].map((file) =>
                checkout.read(`gitops/platform/overlays/classic-eks/${file}`),
            );
            const steps = checkout.steps();
            assert.deepEqual(checkout.open(), ["Keep", "Upgrade", "Move"]);

            await checkout.apply(steps[0] as Step);
            assert.ok(
                checkout
                    .overlay()
                    .resources.filter(({ group }) => group === "platform.confluent.io")
                    .every(isBlocked),
            );
            assert.equal(checkout.overlay().initVersion, "3.1.1");
            assert.deepEqual(checkout.open(), ["Upgrade", "Move"]);

            assert.deepEqual(steps[1]?.writes, ["pulumi config set --path confluent.version 3.4.0 --stack eks"]);
            checkout.stack("eks", "gitops/platform/overlays/classic-eks", { version: "3.4.0" });
            assert.deepEqual(checkout.open(), ["Upgrade", "Move"], "whether it was applied is not in the files");
            assert.deepEqual(checkout.steps()[1]?.writes, [], "but it is written");

            // The patch that was printed at the beginning, before there was anything to take off.
            await checkout.apply(steps[2] as Step);
            assert.equal(checkout.overlay().initVersion, "3.4.0");
            assert.ok(!checkout.overlay().resources.some(isBlocked));
            assert.deepEqual(checkout.open(), []);
            const after = ["kustomization.yaml", "version/kustomization.yaml"].map((file) =>
                checkout.read(`gitops/platform/overlays/classic-eks/${file}`),
            );
            assert.deepEqual(after, [before[0], before[1]?.replace("newTag: 3.1.1", "newTag: 3.4.0")]);
        }));

    it("prints each commit, what to run and what to wait for, and nothing of a step that is done", () =>
        on(new Checkout("3.1.1"), async (checkout) => {
            const text = await render(situationOf("eks", "3.4.0", checkout.folder), checkout.steps());
            for (const part of [
                /^Confluent for Kubernetes 3\.1\.1 to 3\.4\.0: stack eks, gitops\/platform\/overlays\/classic-eks, Confluent Platform 7\.9\.11$/m,
                /^\+ {2}- \.\.\/\.\.\/components\/block-reconcile$/m,
                /^git add gitops\/platform\/overlays\/classic-eks\/kustomization\.yaml && git commit/m,
                /^pulumi config set .* 3\.4\.0 --stack eks\ngit add Pulumi\.eks\.yaml && git commit/m,
                /^pulumi up --stack eks$/m,
                /the chart is confluent-for-kubernetes-0\.2038\.1/,
                /^- {4}newTag: 3\.1\.1\n\+ {4}newTag: 3\.4\.0$/m,
                /kubectl version/,
            ]) {
                assert.match(text, part);
            }
            await checkout.apply(checkout.steps()[0] as Step);
            const rest = await render(situationOf("eks", "3.4.0", checkout.folder), checkout.steps());
            assert.match(rest, /^1\. .* \(done\)$/m);
            assert.equal(rest.match(/block-reconcile$/gm)?.length, 1, "it goes in the last step");
        }));

    it("prints Confluent's own commands if the stack does not install the operator", () =>
        on(new Checkout("3.1.1"), (checkout) => {
            checkout.stack("eks", "gitops/platform/overlays/classic-eks", { version: "3.1.1", install: "none" });
            const [, operator] = checkout.steps();
            assert.match(
                operator?.runs.join("\n") ?? "",
                // With --reuse-values the old chart's values would win, its image's tag included.
                /--version 0\.2038\.1 .*\nkubectl apply --server-side.*crds.*\nhelm upgrade .* --reset-then-reuse-values\n/,
            );
        }));

    it("sees that only the commit that lets the operator back is missing", () =>
        on(new Checkout("3.4.0"), async (checkout) => {
            checkout.change(
                "gitops/platform/overlays/classic-eks/kustomization.yaml",
                "  - version\n",
                "  - version\n  - ../../components/block-reconcile\n",
            );
            assert.deepEqual(checkout.open(), ["Move"]);
            await checkout.apply(checkout.steps()[2] as Step);
            assert.deepEqual(checkout.open(), []);
        }));

    it("says what has to be edited by hand: an annotation in a custom object", () =>
        on(new Checkout("3.4.0"), (checkout) => {
            checkout.change(
                "gitops/platform/base/kafka.yaml",
                "  annotations:\n",
                '  annotations:\n    platform.confluent.io/block-reconcile: "true"\n',
            );
            assert.match(checkout.steps()[2]?.byHand.join() ?? "", /Remove the annotation block-reconcile/);
        }));

    it("brings its own component to a tree that has none", () =>
        on(new Checkout("3.1.1"), async (checkout) => {
            rmSync(join(checkout.folder, "gitops/platform/components/block-reconcile"), { recursive: true });
            await checkout.apply(checkout.steps()[0] as Step);
            assert.ok(podRunners(checkout.overlay().resources).every(isBlocked));
        }));

    it("takes other forms of a kustomization: lists in one line, none at all, an image that an object names", () =>
        on(new Checkout("3.1.1"), async (checkout) => {
            const own = "gitops/platform/overlays/own";
            mkdirSync(join(checkout.folder, own));
            writeFileSync(
                join(checkout.folder, own, "kustomization.yaml"),
                "namespace: confluent\nresources: [../classic-eks, ksql.yaml]\n",
            );
            const spec =
                "spec: { image: { application: 'confluentinc/cp-ksqldb-server:7.9.11', init: 'confluentinc/confluent-init-container:3.1.1' } }\n";
            const annotations = '{ platform.confluent.io/use-log4j1: "true" }';
            const metadata = `metadata: { name: ksqldb, annotations: ${annotations} }\n`;
            writeFileSync(
                join(checkout.folder, own, "ksql.yaml"),
                `apiVersion: platform.confluent.io/v1beta1\nkind: KsqlDB\n${metadata}${spec}`,
            );
            checkout.stack("eks", own, { version: "3.1.1" });
            const steps = checkout.steps();
            await checkout.apply(steps[0] as Step);
            assert.ok(podRunners(checkout.overlay(own).resources).every(isBlocked));
            await checkout.apply(steps[2] as Step);
            assert.ok(!checkout.overlay(own).resources.some(isBlocked));
            assert.equal(checkout.overlay(own).initVersion, "3.4.0");
        }));

    it("names other stacks that the commit with the init image concerns", () =>
        on(
            new Checkout("3.3.0", {
                eks: "gitops/platform/overlays/eks",
                edge: "gitops/platform/overlays/eks-nodeport",
                dev: "gitops/platform/overlays/dev",
            }),
            (checkout) => {
                assert.deepEqual(situationOf("eks", "3.4.0", checkout.folder).others, ["edge"]);
            },
        ));

    it("sets the default heap first where 3.4.0 would change it unnoticed, and only there", () =>
        on(new Checkout("3.1.1"), (checkout) => {
            checkout.change(
                "gitops/platform/overlays/classic-eks/kustomization.yaml",
                "  - ../../components/size-demo\n",
                "",
            );
            checkout.change("gitops/platform/base/kafka.yaml", "      - -Xmx2g\n", "");
            const [first] = checkout.steps();
            assert.match(
                first?.byHand.join() ?? "",
                /^Kafka kafka .*today the heap is all of its memory request, 4Gi; from 3\.4\.0 on the default is 50 % of it, 32 GiB at most\./,
            );
            assert.deepEqual(checkout.open("3.3.0"), ["Keep", "Upgrade", "Move"]);
        }));

    it("refuses a release that is not known", () =>
        refused(new Checkout("3.1.1"), /3\.5\.0 is not known here: 3\.1\.1, /, "3.5.0"));
    it("refuses a downgrade", () =>
        refused(new Checkout("3.4.0"), /3\.3\.0 would be a downgrade: the init image .* is 3\.4\.0/, "3.3.0"));
    it("refuses an operator that does not run the platform, and says which first", () => {
        const checkout = new Checkout("3.3.0");
        checkout.change(
            "gitops/platform/overlays/classic-eks/version/kustomization.yaml",
            "&platform 7.9.11",
            "&platform 7.5.3",
        );
        return refused(
            checkout,
            /3\.4\.0 runs Confluent Platform 7\.6 to 8\.4, and .* has 7\.5\.3\. Upgrade the platform first, to 7\.6 or later: 3\.3\.0 runs 7\.5 to 8\.3/,
        );
    });
    it("refuses a stack with a different mistake, and names it", () => {
        const checkout = new Checkout("3.1.1");
        checkout.change(
            "gitops/platform/overlays/classic-eks/version/kustomization.yaml",
            "  - ../../../components/platform-7\n",
            "  - ../../../components/nodeport\n",
        );
        return refused(checkout, /without the annotation platform\.confluent\.io\/use-log4j1/);
    });
});
