import assert from "node:assert/strict";
import type { Step } from "../../../../commands/upgrade/step";
import { Checkout, on } from "./checkout";

describe("npm run upgrade, if the stack does not install the operator,", () => {
    for (const [charts, pull] of [
        [
            undefined,
            "helm pull confluent-for-kubernetes --repo https://packages.confluent.io/helm --version 0.2038.1 --untar",
        ],
        [
            "https://charts.example.com",
            "helm pull confluent-for-kubernetes --repo https://charts.example.com --version 0.2038.1 --untar",
        ],
        [
            "oci://registry.example.com/charts",
            "helm pull oci://registry.example.com/charts/confluent-for-kubernetes --version 0.2038.1 --untar",
        ],
    ] as const) {
        it(`takes the chart from ${charts ?? "Confluent"}`, () =>
            on(new Checkout("3.3.0"), (checkout) => {
                const confluent = { version: "3.3.0", install: "none" };
                checkout.stack("eks", "gitops/platform/overlays/classic-eks", confluent, {}, { charts });
                assert.equal(checkout.steps()[1]?.runs[0], pull);
            }));
    }
});

describe("npm run upgrade, for the images of an operator's release,", () => {
    it("includes the brokers' observers, which are from the same release", () =>
        on(new Checkout("3.2.0"), async (checkout) => {
            const observer = "  services: { observer: { image: confluentinc/confluent-observer-container } }\n";
            checkout.change("gitops/platform/base/kafka.yaml", "spec:\n", `spec:\n${observer}`);
            const entry = "  - { name: confluentinc/confluent-observer-container, newTag: 3.2.0 }\n";
            checkout.change(
                "gitops/platform/overlays/classic-eks/version/kustomization.yaml",
                "images:\n",
                `images:\n${entry}`,
            );
            for (const step of [0, 2]) await checkout.apply(checkout.steps()[step] as Step);
            assert.ok(checkout.overlay().imagePlaces.some(({ image }) => image.endsWith("observer-container:3.4.0")));
        }));

    it("says that an init image with a digest has to be changed by hand", () =>
        on(new Checkout("3.1.1"), (checkout) => {
            const digest = `sha256:${"0".repeat(64)}`;
            const tag = "newTag: 3.1.1\n";
            checkout.change(
                "gitops/platform/overlays/classic-eks/version/kustomization.yaml",
                tag,
                `${tag}    digest: ${digest}\n`,
            );
            const [, , last] = checkout.steps();
            assert.deepEqual(last?.byHand, [
                `Set the digest of confluentinc/confluent-init-container:3.1.1@${digest} to that of 3.4.0: it wins over the tag.`,
            ]);
        }));
});
