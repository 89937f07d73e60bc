import { refuses } from "../../../refusals";

refuses("of the cluster", [
    {
        it: "overlapping blocks that reach the API",
        set: { "cluster.publicAccessCidrs": ["52.0.0.0/8", "52.1.0.0/16"] },
        says: ["cluster.publicAccessCidrs", /52\.0\.0\.0\/8 and 52\.1\.0\.0\/16 overlap/],
    },
    ...[
        ...["10.0.0.0/8", "10.2.0.0/16", "172.16.0.0/12", "192.168.10.0/24", "100.64.0.0/10", "169.254.1.0/24"],
        ...["0.0.0.0/8", "127.0.0.1/32", "198.18.0.0/15", "198.19.0.0/16", "224.0.0.0/4", "240.0.0.0/4"],
    ].map((block) => ({
        it: `the reserved block ${block} on the internet`,
        set: { "cluster.publicAccessCidrs": ["52.0.0.0/16", block] },
        says: ["cluster.publicAccessCidrs", /never used on the internet/] as [string, RegExp],
    })),
    {
        it: "more blocks than EKS takes",
        set: { "cluster.publicAccessCidrs": Array.from({ length: 41 }, (_, index) => `52.${index}.0.0/16`) },
        says: ["cluster.publicAccessCidrs", /is more than 40, EKS's quota/],
    },
    ...["2001:db8::/32", "52.1.2.3", "52.1.0.0/33"].map((block) => ({
        it: `what is no IPv4 block: ${block}`,
        set: { "cluster.publicAccessCidrs": [block] },
        says: ["cluster.publicAccessCidrs[0]", /not an IPv4 block/] as [string, RegExp],
    })),
    ...["metrics-server", "snapshot-controller"].map((name) => ({
        it: `the version of ${name} where it is not asked for`,
        set: { "cluster.addonVersions": { [name]: "v0.8.0-eksbuild.2" } },
        says: ["cluster.addonVersions", new RegExp(`pins ${name}, which the stack does not install`)] as [
            string,
            RegExp,
        ],
    })),
    {
        it: "deletion protection of a cluster that the stack does not make",
        set: { network: undefined, cluster: { source: "existing", name: "shared", deletionProtection: true } },
        says: ["cluster.deletionProtection", /does not apply to cluster\.source existing/],
    },
    {
        it: "an administrator that is no ARN",
        set: { "cluster.admins": ["alice"] },
        says: ["cluster.admins[0]", /not the ARN/],
    },
    {
        it: "somebody who is to change everything and nothing",
        set: {
            "cluster.admins": ["arn:aws:iam::123456789012:role/one"],
            "cluster.viewers": ["arn:aws:iam::123456789012:role/one"],
        },
        says: ["cluster.viewers", /is also in cluster\.admins/],
    },
    {
        it: "one principal by two paths, which EKS takes one entry of",
        set: {
            "cluster.admins": ["arn:aws:iam::123456789012:role/one", "arn:aws:iam::123456789012:user/one"],
            "cluster.viewers": ["arn:aws:iam::210987654321:role/one", "arn:aws:iam::123456789012:role/platform/one"],
        },
        says: ["cluster.viewers", /is also in cluster\.admins/],
    },
    {
        it: "an administrator twice",
        set: {
            "cluster.admins": ["arn:aws:iam::123456789012:role/a/one", "arn:aws:iam::123456789012:role/b/one"],
        },
        says: ["cluster.admins", /is listed twice/],
    },
    ...["role/*", "role/a b", "assumed-role/one/me", "root"].map((name) => ({
        it: `an administrator that is no role or user: ${name}`,
        set: { "cluster.admins": [`arn:aws:iam::123456789012:${name}`] },
        says: ["cluster.admins[0]", /not the ARN/] as [string, RegExp],
    })),
    {
        it: "a service's role as administrator",
        set: {
            "cluster.admins": [
                "arn:aws:iam::123456789012:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport",
            ],
        },
        says: ["cluster.admins[0]", /EKS accepts no access entry/],
    },
    {
        it: "an administrator of another partition",
        set: {
            "aws:region": "us-gov-west-1",
            "network.zones": ["us-gov-west-1a", "us-gov-west-1b"],
            "cluster.admins": ["arn:aws-us-gov:iam::123456789012:role/one", "arn:aws:iam::123456789012:role/two"],
        },
        says: ["cluster.admins", /a different AWS partition from the region us-gov-west-1.*arn:aws-us-gov:/],
    },
    {
        it: "a viewer of another partition",
        set: { "cluster.viewers": ["arn:aws-cn:iam::123456789012:role/one"] },
        says: ["cluster.viewers", /a different AWS partition from the region eu-central-1/],
    },
    {
        it: "a permissions boundary in the wrong group, with the right one",
        set: { "cluster.permissionsBoundary": "arn:aws:iam::123456789012:policy/boundary" },
        says: ["cluster.permissionsBoundary", /did you mean iam\.permissionsBoundary\?/],
    },
    {
        it: "no word on who reaches the API",
        set: { "cluster.publicAccessCidrs": undefined },
        says: ["cluster.publicAccessCidrs", /is not set/],
    },
    ...["eu-central-1", "ca-central-1", "cn-north-1", "us-iso-east-1"].map((region) => ({
        it: `FIPS endpoints of EKS where there are none, ${region}`,
        set: {
            "aws:useFipsEndpoint": "true",
            "aws:region": region,
            "network.zones": [`${region}a`, `${region}b`],
        },
        says: ["aws:useFipsEndpoint", new RegExp(`${region} has no FIPS endpoints`)] as [string, RegExp],
    })),
    {
        it: "tags that are no texts",
        set: { "aws:defaultTags": { tags: { CostCentre: 4711 } } },
        says: ["aws:defaultTags", /whose values are text/],
    },
    ...(
        [
            ["AWS's own", { "aws:owner": "me" }, /"aws:owner" begins with aws:, which is reserved for AWS/],
            [
                "Kubernetes' own",
                { "kubernetes.io/cluster/confluent": "owned" },
                /is reserved for Kubernetes and the EBS CSI driver/,
            ],
            ["the driver's own", { CSIVolumeName: "x" }, /is reserved for Kubernetes and the EBS CSI driver/],
            ["a key with what the driver's flag ends it with", { "cost=centre": "x" }, /"cost=centre" has characters/],
            ["a value with a comma, which the driver does not start with", { Teams: "a,b" }, /"Teams" has a value/],
            ["a value that EC2 takes, and IAM does not", { Owner: "Ops (24/7)" }, /IAM and EKS do not accept/],
            ["an empty key", { "": "x" }, /not a key of 1 to 128/],
            ["a key too long", { ["k".repeat(129)]: "x" }, /not a key of 1 to 128/],
            ["a value too long", { Project: "v".repeat(257) }, /more than 256/],
            [
                "one key in two spellings",
                { Project: "x", project: "y" },
                /"project" differs from another key only in upper and lower case/,
            ],
            [
                "too many",
                Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`key${index}`, "x"])),
                /has 41 tags; AWS and EKS leave room for 40/,
            ],
        ] as [string, Record<string, string>, RegExp][]
    ).map(([it, tags, reason]) => ({
        it: `tags that AWS or the driver refuses when all else is there: ${it}`,
        set: { "aws:defaultTags": { tags } },
        says: ["aws:defaultTags", reason] as [string, RegExp],
    })),
    {
        it: "a version of no add-on",
        set: { "cluster.addonVersions": { coredns: "latest" } },
        says: ["cluster.addonVersions.coredns", /not an add-on's version/],
    },
    { it: "no region", set: { "aws:region": undefined }, says: ["aws:region", /is not set/] },
    {
        it: "a Kubernetes that EKS does not have",
        set: { "cluster.version": "1.27" },
        says: ["cluster.version", /is not an allowed value/],
    },
    {
        it: "a Kubernetes that lost its zero in YAML",
        set: { "cluster.version": 1.3 },
        says: ["cluster.version", /is not an allowed value/],
    },
    {
        it: "a context that the kubeconfig does not have",
        stack: "dev",
        set: { "cluster.context": "prod" },
        says: ["cluster.context", /has no such context; it has k3d-confluent/],
    },
    {
        it: "a kubeconfig that does not exist",
        stack: "dev",
        set: { "cluster.kubeconfig": "./nowhere.yaml" },
        says: ["cluster.context", /there is no .*nowhere\.yaml/],
    },
]);
