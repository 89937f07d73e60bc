import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOverlay } from "../../config/workload/overlay";
import { exampleStacks, root } from "../../base/checkout";
import { previewStack } from "../../commands/preview";
import { ofAddons } from "./addonParticulars";
import { nodeGroup, ofNodes } from "./nodeParticulars";
import { Previewed } from "./previewed";
import { ofSecurity } from "./securityParticulars";
import { ensureTools } from "../../tools";

const isOfRacks = (name: string): boolean => name.endsWith("-rack");
const nat = /^aws:ec2\/natGateway:/;
const vpc = /^aws:ec2\/vpc:Vpc$/;
const ofAws = /^(aws|awsx|eks):/;

/** What is particular about each example, besides that its preview succeeds. */
const particulars: Record<string, (previewed: Previewed) => void> = {
    "existing-vpc": (previewed) => {
        assert.deepEqual(previewed.names(/^(aws:ec2\/(vpc|subnet|route)|awsx)/), []);
        assert.deepEqual(previewed.only(nodeGroup).subnetIds, ["subnet-0a1b2c3d4e5f60721", "subnet-0a1b2c3d4e5f60722"]);
    },
    classic: ({ source }) => assert.equal(source.path, "gitops/platform/overlays/classic-eks"),
    "classic-laptop": ({ source }) => assert.equal(source.path, "gitops/platform/overlays/classic-dev"),
    // More in loadBalancers.test.ts.
    "internal-load-balancers": ({ source }) => assert.equal(source.path, "gitops/platform/overlays/eks-internal"),
    "no-iam": (previewed) => {
        assert.deepEqual(
            previewed.ofType(/^aws:(iam|kms)\//).map(({ op }) => op),
            ["read"],
        );
        const { roleArn, encryptionConfig } = previewed.only(/^aws:eks\/cluster:Cluster$/);
        assert.match(String(roleArn), /:role\/confluent-cluster$/);
        assert.match(JSON.stringify(encryptionConfig), /key\/1a2b3c4d-/);
        assert.match(String(previewed.only(nodeGroup).nodeRoleArn), /:role\/platform\/confluent-nodes$/);
        const driver = previewed.ofType(/^aws:eks\/addon:Addon$/).map(({ inputs }) => JSON.stringify(inputs));
        assert.ok(driver.some((inputs) => inputs.includes("role/platform/confluent-ebs-csi")));
        const { parameters } = previewed.only(/:StorageClass$/) as { parameters: Record<string, string> };
        assert.match(parameters.kmsKeyId ?? "", /key\/2b3c4d5e-/);
    },
    ...ofAddons,
    boundary: (previewed) => {
        const roles = previewed.ofType(/^aws:iam\/role:Role$/);
        assert.equal(roles.length, 3, "the cluster's, the nodes', the driver's");
        for (const { inputs } of roles)
            assert.deepEqual(
                [inputs.path, inputs.permissionsBoundary],
                ["/platform/", "arn:aws:iam::123456789012:policy/platform-boundary"],
            );
    },
    govcloud: (previewed) => {
        const text = JSON.stringify(previewed.resources);
        assert.match(text, /arn:aws-us-gov:iam::aws:policy\/AmazonEKSWorkerNodePolicy/);
        assert.match(text, /arn:aws-us-gov:eks::aws:cluster-access-policy\/AmazonEKSClusterAdminPolicy/);
        assert.doesNotMatch(text, /arn:aws:/);
    },
    china: (previewed) => {
        const text = JSON.stringify(previewed.resources);
        assert.match(text, /arn:aws-cn:iam::aws:policy\/AmazonEKSWorkerNodePolicy/);
        assert.match(text, /arn:aws-cn:eks::aws:cluster-access-policy\/AmazonEKSClusterAdminPolicy/);
        assert.doesNotMatch(text, /arn:aws:|amazonaws\.com\//);
        const trusts = previewed.ofType(/^aws:iam\/role:Role$/).map(({ inputs }) => String(inputs.assumeRolePolicy));
        assert.ok(trusts.some((trust) => trust.includes("ec2.amazonaws.com.cn")));
    },
    "existing-cluster": (previewed) => {
        assert.deepEqual(previewed.names(ofAws), []);
        assert.equal(previewed.ofType(/^kubernetes:helm.sh\/v3:Release$/).length, 2);
    },
    kubeconfig: (previewed) => {
        assert.deepEqual(previewed.names(ofAws), []);
        assert.equal(previewed.source.path, "gitops/platform/overlays/dev");
    },
    "public-nodes": (previewed) => {
        assert.deepEqual(previewed.names(nat), []);
        const open = previewed.ofType(/^aws:ec2\/subnet:/).filter(({ inputs }) => inputs.mapPublicIpOnLaunch);
        assert.equal(open.length, 3, "without public addresses the nodes never join");
    },
    endpoints: (previewed) => {
        assert.deepEqual(previewed.names(nat), []);
        const services = previewed.ofType(/^aws:ec2\/vpcEndpoint:/).map(({ inputs }) => String(inputs.serviceName));
        for (const service of ["ecr.api", "ecr.dkr", "eks", "eks-auth", "s3", "sts"])
            assert.ok(services.includes(`com.amazonaws.eu-central-1.${service}`), service);
        assert.ok(previewed.source.kustomize?.images?.every((image) => /=\d{12}\.dkr\.ecr\./.test(image)));
    },
    "no-load-balancer": (previewed) => {
        const { brokers } = readOverlay(root, previewed.source.path);
        assert.equal(previewed.source.path, "gitops/platform/overlays/eks-nodeport");
        assert.equal(brokers, 3, "the ports that the example names");
        const [values] = previewed
            .ofType(/:Release$/)
            .map(({ inputs }) => inputs.values as { server?: { service: { type: string } } })
            .filter(({ server }) => server);
        assert.equal(values?.server?.service.type, "ClusterIP");
    },
    "private-repository": (previewed) => {
        // As the program says it: no provider checks inputs before its cluster is known.
        assert.equal(previewed.only(/:Secret$/).stringData, "[secret]");
        assert.match(previewed.source.repoURL, /^git@/);
        assert.ok(previewed.warnings.some((warning) => /repositorySshKey .* placeholder/.test(warning)));
    },
    "separate-repository": (previewed) => {
        assert.match(previewed.source.repoURL, /confluent-workload\.git$/);
        assert.equal(previewed.source.path, "platform/overlays/eks");
        assert.ok(previewed.warnings.some((warning) => /gitops\.checkout is none.*was not read/.test(warning)));
        assert.deepEqual(previewed.names(/:ServiceAccount$/).filter(isOfRacks), []);
    },
    "air-gapped": (previewed) => {
        assert.deepEqual(previewed.names(vpc), []);
        const { vpcConfig } = previewed.only(/^aws:eks\/cluster:Cluster$/) as { vpcConfig: Record<string, unknown> };
        assert.equal(vpcConfig.endpointPublicAccess, false);
        const way = previewed.only(/^aws:vpc\/securityGroupIngressRule:/);
        assert.deepEqual([way.cidrIpv4, way.fromPort, way.toPort], ["10.0.0.0/16", 443, 443]);
        for (const { inputs } of previewed.ofType(/:Release$/))
            assert.match(String(inputs.chart), /^oci:\/\/registry\.example\.com\//);
        assert.ok(previewed.source.kustomize?.images?.every((image) => image.includes("=registry.example.com/")));
        assert.match(JSON.stringify(previewed.resources), /extraHosts":"git\.example\.com ssh-ed25519/);
    },
    graviton: (previewed) => {
        const { instanceTypes, amiType } = previewed.only(nodeGroup);
        assert.deepEqual([instanceTypes, amiType], [["m7g.xlarge"], "AL2023_ARM_64_STANDARD"]);
    },
    ...ofNodes,
    ...ofSecurity,
    small: (previewed) => {
        assert.deepEqual(previewed.names(nat), []);
        const { capacityType, scalingConfig } = previewed.only(nodeGroup);
        assert.deepEqual([capacityType, scalingConfig], ["SPOT", { minSize: 2, desiredSize: 2, maxSize: 2 }]);
        assert.equal(readOverlay(root, previewed.source.path).brokers, 1);
    },
};

describe("the examples", () => {
    it("have a test each", () => {
        assert.deepEqual(Object.keys(particulars).sort(), exampleStacks().sort());
    });

    for (const [stack, check] of Object.entries(particulars)) {
        it(`${stack} previews, and is what it says`, async () => {
            const { preview, served } = await previewStack(stack, {});
            assert.deepEqual(preview.errors, []);
            assert.ok(served.length > 0);
            const others = preview.resources.filter(({ op }) => op !== "create" && op !== "read");
            assert.deepEqual(others, []);
            check(new Previewed(preview.resources, preview.warnings));
        });
    }

    it("separate-repository, with a working copy of it, is checked and gets what its tree requests", async () => {
        const checkout = mkdtempSync(join(tmpdir(), "workload-"));
        try {
            cpSync(join(root, "gitops"), checkout, { recursive: true });
            const { preview } = await previewStack("separate-repository", { "gitops.checkout": checkout });
            assert.deepEqual(preview.errors, []);
            const previewed = new Previewed(preview.resources, preview.warnings);
            assert.deepEqual(previewed.names(/:ServiceAccount$/).filter(isOfRacks), ["confluent-platform-rack"]);
            assert.ok(!previewed.warnings.some((warning) => /is none/.test(warning)));
        } finally {
            rmSync(checkout, { recursive: true });
        }
    });

    it("show the CRDs of a local chart, if the tools are built", async () => {
        await ensureTools(["helm"]);
        const { preview } = await previewStack("existing-cluster", { "mirrors.charts": "test/fixtures/charts" });
        assert.deepEqual(preview.warnings, []);
        const previewed = new Previewed(preview.resources, preview.warnings);
        assert.deepEqual(previewed.names(/:CustomResourceDefinition$/), [
            "confluent-crds:rehearsals.platform.confluent.io",
        ]);
    });
});
