import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EKS } from "../../rehearsal/standIns/aws/eksFacts";
import { NETWORK_AND_IDENTITY } from "../../rehearsal/standIns/aws/facts";
import { explicitKubernetesProvider } from "../rules/explicitKubernetesProvider";
import { oneProvider } from "../rules/oneProvider";
import { requiredTags } from "../rules/requiredTags";
import { taggable } from "../taggable";
import { unknown, type Value } from "../values";
import { said, saidOfStack, seen } from "./seen";

const vpc = "aws:ec2/vpc:Vpc";
/** Types that stacks here make, and so the stand-ins play. */
const played = { ...NETWORK_AND_IDENTITY, ...EKS };

describe("the policy required-tags", () => {
    const provider = (defaultTags: Value): { provider: { props: Value } } => ({
        provider: { props: { region: "eu-central-1", defaultTags } },
    });
    const says = (props: Value, defaultTags?: Value, type = vpc) =>
        said(requiredTags, seen(type, props, provider(defaultTags)));
    const both = { Project: "confluent-gitops", Stack: "eks" };

    it("takes tags from the resource and from its provider, who has them as JSON", () => {
        assert.deepEqual(says({ tags: both }), []);
        assert.deepEqual(says({}, JSON.stringify({ tags: both })), []);
        assert.deepEqual(says({ tags: { Stack: "eks" } }, { tags: { Project: "x" } }), []);
    });
    it("names those that are missing, and empty ones", () => {
        assert.match(says({ tags: { Stack: "" } }, { tags: { Project: "x" } }).join(), /it lacks the tag Stack\./);
        assert.match(says({}).join(), /it lacks the tag Project and the tag Stack\..*aws:defaultTags/);
    });
    it("demands other tags where it is configured to", () => {
        const tagged = seen(vpc, { tags: both }, provider(undefined));
        assert.match(said(requiredTags, tagged, { keys: ["CostCentre"] }).join(), /it lacks the tag CostCentre\./);
    });
    it("sees what AWS makes of a launch template and of the CSI driver", () => {
        const inStack = JSON.stringify({ tags: both });
        const template = "aws:ec2/launchTemplate:LaunchTemplate";
        const tagged = (kinds: string[]) => ({
            tagSpecifications: kinds.map((resourceType) => ({ resourceType, tags: both })),
        });
        assert.deepEqual(says(tagged(["instance", "volume", "network-interface"]), inStack, template), []);
        assert.match(
            says(tagged(["instance", "volume"]), inStack, template).join(),
            /the network-interface that it makes \(tagSpecifications\) lacks the tag Project and the tag Stack\./,
        );
        assert.equal(says({}, inStack, template).length, 3);
        assert.deepEqual(says({ tagSpecifications: unknown }, inStack, template), []);

        const driver = (values: Value) =>
            says({ addonName: "aws-ebs-csi-driver", configurationValues: values }, inStack, "aws:eks/addon:Addon");
        assert.deepEqual(driver(JSON.stringify({ controller: { extraVolumeTags: both } })), []);
        assert.deepEqual(driver(unknown), []);
        assert.match(driver("{}").join(), /the volume that it makes .* lacks the tag/);
        assert.equal(driver(undefined).length, 1);
        assert.deepEqual(says({ addonName: "coredns" }, inStack, "aws:eks/addon:Addon"), []);
    });
    it("leaves alone what takes no tags, and what is not known yet", () => {
        assert.deepEqual(says({}, undefined, "aws:ec2/route:Route"), []);
        assert.deepEqual(says({ tags: unknown }), []);
    });
    it("knows which types take tags, as the SDK does", () => {
        const typings = (type: string) => join(dirname(require.resolve("@pulumi/aws/package.json")), `${type}.d.ts`);
        const takesTags = (type: string) => readFileSync(typings(type), "utf8").includes("tagsAll");
        assert.deepEqual(
            taggable.filter((type) => !takesTags(type)),
            [],
        );
        const others = Object.keys(played)
            .map((type) => type.split(":")[1] ?? "")
            .filter((type) => existsSync(typings(type)) && takesTags(type));
        assert.deepEqual(
            others.filter((type) => !taggable.includes(type)),
            [],
        );
        assert.ok(others.length > 10);
    });
});

describe("the policy explicit-kubernetes-provider", () => {
    const through = (name: string) =>
        said(explicitKubernetesProvider, seen("kubernetes:core/v1:Secret", {}, { provider: { name } }));
    it("refuses the default provider, of whatever version", () => {
        assert.match(through("default_4_34_2").join(), /no provider of its own.*option provider/);
        assert.equal(through("default").length, 1);
    });
    it("lets the stack's own pass", () => assert.deepEqual(through("cluster-kubernetes"), []));
    it("lets components pass, which have none", () =>
        assert.deepEqual(said(explicitKubernetesProvider, seen("kubernetes:helm.sh/v4:Chart", {})), []));
});

describe("the policy one-provider", () => {
    const made = (name: string, provider: string, props: Value = {}, type = vpc) =>
        seen(type, props, { name, provider: { name: provider, props: { region: "eu-central-1" } } });

    it("counts default providers as one, for components bring another version", () => {
        assert.deepEqual(saidOfStack(oneProvider, [made("a", "default_7_48_0"), made("b", "default_7_11_0")]), []);
    });
    it("refuses the fewer of two providers", () => {
        const resources = [made("a", "default"), made("b", "default"), made("c", "elsewhere")];
        assert.deepEqual(saidOfStack(oneProvider, resources), [
            "c: it goes through elsewhere, and the rest of the stack through the default provider",
        ]);
    });
    it("refuses a resource in a region of its own", () => {
        const resources = [
            made("a", "default", { region: "eu-central-1" }),
            made("b", "default", { region: "us-east-1" }),
        ];
        assert.deepEqual(saidOfStack(oneProvider, resources), ['b: region is "us-east-1"']);
    });
    it("allows AWS and one cluster side by side, and refuses a second cluster", () => {
        const secret = "kubernetes:core/v1:Secret";
        const one = [made("a", "default"), made("b", "cluster", {}, secret), made("c", "cluster", {}, secret)];
        assert.deepEqual(saidOfStack(oneProvider, one), []);
        assert.equal(saidOfStack(oneProvider, [...one, made("d", "other", {}, secret)]).length, 1);
    });
});
