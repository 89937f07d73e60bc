import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";

export interface Asked {
    enableIMDSv2?: boolean;
    launchTemplate?: boolean;
    coredns?: boolean;
    min?: number;
}

/** A cluster with its node role and node group; the kubeconfig is an output. */
export function cluster({ enableIMDSv2, launchTemplate = false, coredns = false, min = 1 }: Asked = {}) {
    const made = new eks.Cluster("main", {
        name: "demo",
        version: "1.35",
        authenticationMode: "API",
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        vpcId: "vpc-1",
        privateSubnetIds: ["subnet-a", "subnet-b"],
        endpointPublicAccess: true,
        corednsAddonOptions: { enabled: coredns },
        providerCredentialOpts: { profileName: "admins", roleArn: "arn:aws:iam::123456789012:role/deployer" },
        accessEntries: { admin: { principalArn: "arn:aws:iam::123456789012:role/admin" } },
    });
    const role = new aws.iam.Role("nodes", { assumeRolePolicy: "{}" });
    const group = new eks.ManagedNodeGroup("nodes", {
        cluster: made,
        nodeRole: role,
        subnetIds: ["subnet-a"],
        scalingConfig: { minSize: min, maxSize: 5, desiredSize: min },
        ...(enableIMDSv2 === undefined ? {} : { enableIMDSv2 }),
        ...(launchTemplate ? { launchTemplate: { id: "lt-1", version: "1" } } : {}),
    });
    return { made, group };
}
