import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { EKS } from "@aws-sdk/client-eks";
import { ElasticLoadBalancing } from "@aws-sdk/client-elastic-load-balancing";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { KMS } from "@aws-sdk/client-kms";
import type { Moto } from "./moto";
import { listOf, plantNetwork, plantVolumes, tagged, type Tags } from "./plantInEc2";

// package.json says on which Node.js this project runs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const settings = ({ url: endpoint }: Moto) => ({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
});

/** What a destroyed stack with the cluster `confluent` has left, by our names, and others' resources. */
export interface Planted {
    ofStack: Record<
        | "volume"
        | "retained"
        | "untold"
        | "snapshot"
        | "classic"
        | "network"
        | "targetGroup"
        | "interface"
        | "securityGroup"
        | "clusterGroup"
        | "logGroup"
        | "key"
        | "pendingKey"
        | "launchTemplate"
        | "vpc"
        | "natGateway",
        string
    >;
    ofOthers: { volumes: string[] };
}

export async function plant(moto: Moto): Promise<Planted> {
    const ec2 = new EC2(settings(moto));
    const network = await plantNetwork(ec2);
    const volumes = await plantVolumes(ec2);
    const { LaunchTemplate } = await ec2.createLaunchTemplate({
        LaunchTemplateName: "eks-0a1b",
        LaunchTemplateData: { InstanceType: "m5.xlarge" },
        ...tagged("launch-template", { "eks:cluster-name": "confluent", "eks:nodegroup-name": "nodes" }),
    });
    return {
        ofStack: {
            ...network.ofStack,
            ...volumes.ofStack,
            ...(await plantLoadBalancers(moto, network.subnet)),
            ...(await plantKeys(moto)),
            logGroup: await plantLogGroups(moto),
            launchTemplate: LaunchTemplate?.LaunchTemplateId ?? "",
        },
        ofOthers: { volumes: volumes.ofOthers.sort() },
    };
}

async function plantLoadBalancers(moto: Moto, subnet: string) {
    const classic = new ElasticLoadBalancing(settings(moto));
    const made = async (LoadBalancerName: string, tags: Tags) => {
        const Listeners = [{ Protocol: "tcp", LoadBalancerPort: 443, InstancePort: 30443 }];
        await classic.createLoadBalancer({ LoadBalancerName, Listeners, Subnets: [subnet], Tags: listOf(tags) });
        return LoadBalancerName;
    };
    const balancers = new ElasticLoadBalancingV2(settings(moto));
    const network = async (Name: string, cluster: string) => {
        const Tags = listOf({ "elbv2.k8s.aws/cluster": cluster, "service.k8s.aws/stack": "confluent/kafka" });
        const { LoadBalancers } = await balancers.createLoadBalancer({
            Name,
            Type: "network",
            Subnets: [subnet],
            Tags,
        });
        return LoadBalancers?.[0]?.LoadBalancerArn ?? "";
    };
    const { TargetGroups } = await balancers.createTargetGroup({
        Name: "k8s-kafka",
        Protocol: "TCP",
        Port: 9092,
        VpcId: (await new EC2(settings(moto)).describeSubnets({ SubnetIds: [subnet] })).Subnets?.[0]?.VpcId,
        Tags: listOf({ "elbv2.k8s.aws/cluster": "confluent" }),
    });
    await made("of-others", { "kubernetes.io/cluster/another": "owned" });
    await network("of-others", "another");
    return {
        classic: await made("a1b2", {
            "kubernetes.io/cluster/confluent": "owned",
            "kubernetes.io/service-name": "argocd/argocd-server",
        }),
        network: await network("k8s-kafka", "confluent"),
        targetGroup: TargetGroups?.[0]?.TargetGroupArn ?? "",
    };
}

async function plantKeys(moto: Moto) {
    const kms = new KMS(settings(moto));
    const key = async (Description: string) => (await kms.createKey({ Description })).KeyMetadata?.KeyId ?? "";
    const pendingKey = await key("Secrets of the EKS cluster confluent");
    await kms.scheduleKeyDeletion({ KeyId: pendingKey, PendingWindowInDays: 30 });
    await key("Secrets of the EKS cluster confluent-two");
    return { pendingKey, key: await key("Secrets of the EKS cluster confluent") };
}

async function plantLogGroups(moto: Moto): Promise<string> {
    const logs = new CloudWatchLogs(settings(moto));
    const names = ["confluent", "confluent-two", "another"].map((cluster) => `/aws/eks/${cluster}/cluster`);
    for (const logGroupName of names) await logs.createLogGroup({ logGroupName });
    return names[0] ?? "";
}

/** A running cluster. @returns a function that removes it again */
export async function plantCluster(moto: Moto): Promise<() => Promise<void>> {
    const eks = new EKS(settings(moto));
    const name = "confluent";
    const roleArn = "arn:aws:iam::123456789012:role/cluster";
    const { Subnets = [] } = await new EC2(settings(moto)).describeSubnets({});
    const subnetIds = Subnets.slice(0, 2).map(({ SubnetId = "" }) => SubnetId);
    await eks.createCluster({ name, roleArn, resourcesVpcConfig: { subnetIds } });
    return async () => void (await eks.deleteCluster({ name }));
}

export async function volumesThere(moto: Moto): Promise<string[]> {
    const { Volumes = [] } = await new EC2(settings(moto)).describeVolumes({});
    return Volumes.map(({ VolumeId = "" }) => VolumeId).sort();
}
