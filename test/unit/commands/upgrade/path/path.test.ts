import assert from "node:assert/strict";
import { patchOf } from "../../../../../commands/upgrade/operator/edits";
import { render } from "../../../../../commands/upgrade/path/render";
import { situationOf } from "../../../../../commands/upgrade/path/situation";
import { type PathStep, stepsOf } from "../../../../../commands/upgrade/path/steps";
import { Checkout, on } from "../checkout";

const classic = "gitops/platform/overlays/classic-eks";
const version = `${classic}/version/kustomization.yaml`;
const steps = (checkout: Checkout, platform?: string, stack = "eks"): PathStep[] =>
    stepsOf(situationOf(stack, platform, checkout.folder));
const kinds = (all: readonly PathStep[]): string[] => all.map(({ kind, to }) => `${kind} ${to}`);
const refused = (checkout: Checkout, platform: string, says: RegExp) =>
    on(checkout, () => assert.throws(() => situationOf("eks", platform, checkout.folder), says));

/** The classic overlay at an earlier platform. */
const earlier = (platform: string, release = "3.4.0"): Checkout => {
    const checkout = new Checkout(release);
    checkout.change(version, "&platform 7.9.11", `&platform ${platform}`);
    return checkout;
};

describe("npm run upgrade, without a flag,", () => {
    it("leads ZooKeeper at 7.7 to KRaft at 8, with patches that apply one after the other", () =>
        on(earlier("7.7.1", "3.3.0"), async (checkout) => {
            const all = steps(checkout);
            const [, to79, center, kraft, to8] = all;
            assert.deepEqual(kinds(all), [
                "operator 3.4.0",
                "platform 7.9.11",
                "controlCenter 2.6.1",
                "kraft KRaft",
                "platform 8.3.2",
            ]);
            assert.deepEqual(kraft?.runs, ["npx confluent-gitops migrate --stack eks"]);
            assert.match(center?.byHand.join() ?? "", /add the component control-center beside control-center-legacy/);
            // What the operator's own command does to the file.
            checkout.change(version, "newTag: 3.3.0", "newTag: 3.4.0");
            await checkout.apply(to79 as PathStep);
            assert.equal(checkout.overlay().platformVersion, "7.9.11");
            await checkout.apply(to8 as PathStep);
            assert.match(checkout.read(version), /&platform 8\.3\.2/);
            assert.doesNotMatch(checkout.read(version), /- \.\.\/\.\.\/\.\.\/components\/platform-7/);
        }));

    it("prints what there is, what to go to, and of each step its commit, what to wait for, the drill and the page", () =>
        on(earlier("7.9.3"), async (checkout) => {
            const situation = situationOf("eks", "7.9.11", checkout.folder);
            const text = await render(situation, stepsOf(situation));
            for (const part of [
                /^ {2}Confluent Platform {8}7\.9\.3 to 7\.9\.11$/m,
                /^ {2}Control Center {12}legacy$/m,
                /^1 step is left\./m,
                /in the waves of Git: 0 Zookeeper, 10 Kafka, 20 /,
                /^-.*&platform 7\.9\.3\n\+.*&platform 7\.9\.11$/m,
                /^git add gitops\/.*version\/kustomization\.yaml && git commit -m 'Upgrade Confluent Platform to 7\.9\.11'$/m,
                /^ {3}Rehearse it: npx confluent-gitops diff$/m,
                /^ {3}Read: docs\/UPGRADE\.md#confluent-platform$/m,
            ]) {
                assert.match(text, part);
            }
        }));

    it("has settings removed that 8 doesn't start with, an image of one's own built, and old clients found", () =>
        on(new Checkout("3.4.0"), (checkout) => {
            checkout.change(
                "gitops/platform/base/kafka.yaml",
                /( +)server:\n/,
                "$1server:\n$1  - inter.broker.protocol.version=3.9\n$1  - log.segment.bytes=65536\n",
            );
            checkout.change(
                "gitops/platform/base/connect.yaml",
                "application: confluentinc/cp-server-connect",
                "application: registry.example.com/connect:5",
            );
            const byHand = steps(checkout).at(-1)?.byHand ?? [];
            assert.match(byHand[0] ?? "", /^Remove inter\.broker\.protocol\.version from Kafka kafka \(gitops/);
            assert.match(byHand[1] ?? "", /^Set log\.segment\.bytes of Kafka kafka .* to 1048576 or more/);
            assert.match(
                byHand[2] ?? "",
                /^Build registry\.example\.com\/connect:5 anew, from cp-server-connect 8\.3\.2/,
            );
            assert.match(byHand[3] ?? "", /^Find clients that are older than Kafka 2\.1/);
            assert.equal(byHand.length, 4);
        }));

    it("moves the next generation's Control Center by its three tags, before a platform that needs it", () => {
        const path = "gitops/platform/overlays/eks";
        const own = `${path}/version/kustomization.yaml`;
        return on(new Checkout("3.4.0", { eks: path }), async (checkout) => {
            checkout.change(own, "&platform 8.3.2", "&platform 8.2.1");
            checkout.change(own, "&control-center 2.6.1", "&control-center 2.5.0");
            const all = steps(checkout);
            assert.deepEqual(kinds(all), ["controlCenter 2.6.1", "platform 8.3.2"]);
            for (const step of all) await checkout.apply(step);
            assert.deepEqual(steps(checkout), []);
        });
    });

    it("finishes first what is in progress", () =>
        on(new Checkout("3.3.0"), async (checkout) => {
            checkout.change(
                version,
                "  - ../../../components/platform-7\n",
                "  - ../../../components/platform-7\n  - ../../../components/block-reconcile\n",
            );
            checkout.stack("eks", classic, { version: "3.4.0" });
            const [first, second] = steps(checkout);
            assert.equal(first?.title, "Confluent for Kubernetes 3.3.0 to 3.4.0");
            assert.equal(second?.kind, "controlCenter");
            const situation = situationOf("eks", undefined, checkout.folder);
            assert.match(await render(situation, stepsOf(situation)), /--operator 3\.4\.0/);
        }));

    it("upgrades Argo CD to the chart that is known, and addons to those that this program includes", () =>
        on(new Checkout("3.4.0", { eks: "gitops/platform/overlays/eks" }), async (checkout) => {
            const file = "gitops/addons/cert-manager/cert-manager.yaml";
            checkout.change(file, "targetRevision: v1.21.2", "targetRevision: v1.20.4");
            checkout.stack(
                "eks",
                "gitops/platform/overlays/eks",
                {},
                {},
                {},
                {
                    argocd: { version: "10.1.4" },
                    gitops: { addons: "gitops/addons/overlays/eks" },
                },
            );
            const all = steps(checkout);
            assert.deepEqual(kinds(all), ["argoCd 10.4.1", "addon v1.21.2"]);
            assert.deepEqual(all[0]?.writes, ["pulumi config set --path argocd.version 10.4.1 --stack eks"]);
            await checkout.apply(all[1] as PathStep);
            assert.match(checkout.read(file), /targetRevision: v1\.21\.2$/m);
            assert.match(await patchOf(all[1]?.edits ?? []), /^\+ +targetRevision: v1\.21\.2$/m);
        }));

    it("refuses to go back", () =>
        refused(
            new Checkout("3.4.0"),
            "7.9.3",
            /^Error: 7\.9\.3 would be a downgrade: eks has Confluent Platform 7\.9\.11/,
        ));
    it("refuses what no operator runs", () =>
        refused(
            new Checkout("3.4.0"),
            "9.0.0",
            /No release .* runs Confluent Platform 9\.0\.0 \(3\.1\.1: 7\.4 to 8\.1, /,
        ));
    it("refuses an invalid version", () =>
        refused(new Checkout("3.4.0"), "8", /--platform 8 is not a version of Confluent Platform/));
    it("refuses what Control Center doesn't monitor", () =>
        refused(
            new Checkout("3.4.0"),
            "8.4.0",
            /^Error: No way leads eks to Confluent Platform 8\.4\.0: Control Center 2\.6\.1 monitors .* up to 8\.3, not 8\.4\.0\.$/,
        ));
});
