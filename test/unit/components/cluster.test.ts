import assert from "node:assert/strict";
import { accessEntries, accessEntryAliases } from "../../../components/cluster/accessEntries";
import { runStack } from "../../harness";

const admin = "arn:aws:iam::123456789012:role/platform/admins";
const viewer = "arn:aws:iam::123456789012:role/confluent-preview";

describe("the Cluster layer", () => {
    it("asks for EKS with API access entries, encrypted secrets, logs, and an API open to the named blocks alone", async () => {
        const graph = await runStack("eks", { "cluster.admins": [admin], "cluster.viewers": [viewer] });
        const { publicSubnetIds: _, privateSubnetIds: __, ...inputs } = graph.named("cluster-eks").inputs;
        assert.deepEqual(inputs, {
            name: "confluent",
            version: "1.35",
            upgradePolicy: { supportType: "STANDARD" },
            vpcId: "vpc-1",
            authenticationMode: "API",
            accessEntries: {
                "123456789012:role/platform/admins": {
                    principalArn: admin,
                    accessPolicies: {
                        admin: {
                            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                            accessScope: { type: "cluster" },
                        },
                    },
                },
                "123456789012:role/confluent-preview": {
                    principalArn: viewer,
                    accessPolicies: {
                        view: {
                            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy",
                            accessScope: { type: "cluster" },
                        },
                    },
                },
            },
            encryptionConfigKeyArn: "arn:aws:test:::cluster-secrets",
            enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            endpointPrivateAccess: true,
            endpointPublicAccess: true,
            publicAccessCidrs: ["203.0.113.0/24"],
            skipDefaultNodeGroup: true,
            skipDefaultSecurityGroups: true,
            createOidcProvider: false,
            clusterTags: { "confluent-gitops/creator": "123456789012/role/deployer" },
            deletionProtection: false,
            vpcCniOptions: {
                enableNetworkPolicy: true,
                resolveConflictsOnCreate: "OVERWRITE",
                resolveConflictsOnUpdate: "OVERWRITE",
            },
            corednsAddonOptions: {
                enabled: false,
                resolveConflictsOnCreate: "OVERWRITE",
                resolveConflictsOnUpdate: "OVERWRITE",
            },
        });
    });

    it("gives access to a role of the same name in each of two accounts, and in GovCloud through its own policies", () => {
        const roles = [1, 2].map((digit) => `arn:aws-us-gov:iam::${String(digit).repeat(12)}:role/ops`);
        const entries = Object.values(accessEntries({ admins: roles.slice(0, 1), viewers: roles.slice(1) }));
        assert.deepEqual(
            entries.map(({ principalArn }) => principalArn),
            roles,
        );
        assert.match(JSON.stringify(entries[1]), /arn:aws-us-gov:eks::aws:cluster-access-policy\/AmazonEKSAdminView/);
    });

    it("keeps the access entries of a stack that named them without their account", async () => {
        const transform = accessEntryAliases({ admins: [admin], viewers: [viewer] });
        const aliases = async (type: string, name: string) =>
            (await transform({ custom: true, type, name, props: {}, opts: {} }))?.opts.aliases;
        const name = "cluster-eks-123456789012:role/platform/admins";
        assert.deepEqual(await aliases("aws:eks/accessEntry:AccessEntry", name), [
            { name: "cluster-eks-role/platform/admins" },
        ]);
        assert.deepEqual(await aliases("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", `${name}-admin`), [
            { name: "cluster-eks-role/platform/admins-admin" },
        ]);
        assert.equal(await aliases("aws:eks/cluster:Cluster", "cluster-eks"), undefined);
    });

    it("closes the public endpoint if no block may reach it, and opens the private one to those named", async () => {
        const inside = { "cluster.publicAccessCidrs": [], "cluster.privateAccessCidrs": ["10.0.0.0/16"] };
        const graph = await runStack("eks", inside);
        const { inputs } = graph.named("cluster-eks");
        assert.equal(inputs.endpointPublicAccess, false);
        assert.equal(inputs.publicAccessCidrs, undefined);
        const way = graph.named("cluster-api-10.0.0.0/16");
        assert.deepEqual(way.inputs, {
            securityGroupId: "sg-of-eks",
            description: "The API, by cluster.privateAccessCidrs",
            cidrIpv4: "10.0.0.0/16",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
        });
        assert.ok(graph.isAfter(graph.named("cluster-kubernetes"), way), "asked before anybody is let in");
    });

    it("opens the private endpoint to nobody else unless told to", async () => {
        const made = (await runStack("eks")).ofType("aws:vpc/securityGroupIngressRule");
        assert.deepEqual(made, []);
    });

    it("makes nodes with an encrypted disk, IMDSv2 within one hop, and a role of their own", async () => {
        const graph = await runStack("eks", { "cluster.nodes.diskSize": 80, "cluster.nodes.capacityType": "SPOT" });
        const template = graph.named("cluster-nodes-template").inputs;
        assert.deepEqual(template.blockDeviceMappings, [
            { deviceName: "/dev/xvda", ebs: { volumeSize: 80, volumeType: "gp3", encrypted: "true" } },
        ]);
        assert.deepEqual(template.metadataOptions, {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
        });
        const nodes = graph.named("cluster-nodes");
        assert.equal(nodes.inputs.capacityType, "SPOT");
        assert.equal(nodes.inputs.amiType, "AL2023_x86_64_STANDARD");
        assert.deepEqual(nodes.inputs.scalingConfig, { minSize: 3, maxSize: 3, desiredSize: 3 });
        const policies = graph
            .ofType("aws:iam/rolePolicyAttachment")
            .filter(({ name }) => name.startsWith("cluster-nodes"));
        assert.deepEqual(
            policies.map(({ inputs }) => String(inputs.policyArn).split("/").at(-1)),
            ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"],
        );
        assert.deepEqual(
            policies.filter((policy) => !graph.isAfter(nodes, policy)),
            [],
            "nodes join with all their rights",
        );
    });

    it("gives Graviton nodes the image for arm64, because EKS would use the one for x86", async () => {
        const graph = await runStack("eks", { "cluster.nodes.instanceTypes": ["m7g.xlarge"] });
        assert.equal(graph.named("cluster-nodes").inputs.amiType, "AL2023_ARM_64_STANDARD");
    });

    it("names its cluster on the provider, so that an unknown kubeconfig is not mistaken for another cluster", async () => {
        assert.equal((await runStack("eks")).named("cluster-kubernetes").inputs.clusterIdentifier, "confluent");
        assert.equal((await runStack("dev")).named("cluster-kubernetes").inputs.clusterIdentifier, "k3d-confluent");
    });

    it("creates only a provider for an existing EKS cluster, whose kubeconfig contains no token", async () => {
        const graph = await runStack("eks", { network: undefined, cluster: { source: "existing", name: "shared" } });
        const made = graph.resources.filter(({ type }) => /^(aws|awsx|eks):/.test(type)).map(({ name }) => name);
        assert.deepEqual(made, []);
        const kubeconfig = JSON.parse(String(graph.named("cluster-kubernetes").inputs.kubeconfig)) as {
            clusters: { cluster: { server: string } }[];
            users: { user: { exec: { args: string[] } } }[];
        };
        assert.equal(kubeconfig.clusters[0]?.cluster.server, "https://eks.test");
        assert.deepEqual(Object.keys(kubeconfig.users[0]?.user ?? {}), ["exec"]);
        assert.ok(kubeconfig.users[0]?.user.exec.args.includes("shared"));
    });

    it("takes from a kubeconfig only what the named context needs", async () => {
        const { inputs } = (await runStack("dev")).named("cluster-kubernetes");
        assert.match(String(inputs.kubeconfig), /not-a-real-token/);
        assert.equal(inputs.context, "k3d-confluent");
    });
});
