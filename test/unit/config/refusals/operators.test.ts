import { refuses } from "../../../refusals";

refuses("of the operators and mirrors", [
    {
        it: "overlapping blocks that reach Argo CD",
        set: { argocd: { access: "loadBalancer", sourceRanges: ["203.0.113.0/24", "203.0.113.7/32"] } },
        says: ["argocd.sourceRanges", /overlap/],
    },
    {
        it: "a CFK that is not known",
        set: { confluent: { version: "2.9.0" } },
        says: ["confluent.version", /is not an allowed value/],
    },
    {
        it: "a load balancer open to the world",
        set: { argocd: { access: "loadBalancer" } },
        says: ["argocd.sourceRanges", /open to the world/],
    },
    {
        it: "a load balancer open to halves of the world",
        set: { argocd: { access: "loadBalancer", sourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] } },
        says: ["argocd.sourceRanges", /open to the world/],
    },
    {
        it: "an internal load balancer open to halves of the world",
        set: { argocd: { access: "internalLoadBalancer", sourceRanges: ["0.0.0.0/1"] } },
        says: ["argocd.sourceRanges", /open to the world/],
    },
    ...(["internalLoadBalancer", "loadBalancer"] as const).map((access) => {
        const [has, lacks] = access === "loadBalancer" ? ["private", "public"] : ["public", "private"];
        const subnets = { [`${has}SubnetIds`]: ["subnet-00000001", "subnet-00000002"] };
        return {
            it: `argocd.access ${access} in a VPC without ${lacks} subnets`,
            set: {
                network: { source: "existing", vpcId: "vpc-0a1b2c3d", ...subnets },
                argocd: { access, ...(access === "loadBalancer" && { sourceRanges: ["203.0.113.0/24"] }) },
            },
            says: ["argocd.access", new RegExp(`network\\.${lacks}SubnetIds is empty`)] as [string, RegExp],
        };
    }),
    {
        it: "source ranges without a load balancer",
        set: { argocd: { sourceRanges: ["203.0.113.0/24"] } },
        says: ["argocd.sourceRanges", /no effect with argocd\.access portForward/],
    },
    {
        it: "two layers in one namespace",
        set: { argocd: { namespace: "confluent" } },
        says: ["gitops.namespace", /is also argocd\.namespace/],
    },
    {
        it: "a namespace that Kubernetes does not accept",
        set: { argocd: { namespace: "Argo_CD" } },
        says: ["argocd.namespace", /not a valid name in Kubernetes/],
    },
    {
        it: "a chart mirror without the charts",
        set: { "mirrors.charts": "test" },
        says: ["mirrors.charts", /has no test\/confluent-for-kubernetes and no test\/argo-cd/],
    },
    {
        it: "a chart mirror with another version than the stack's, which Helm would install",
        set: { "mirrors.charts": "test/fixtures/charts", "argocd.version": "10.4.2" },
        says: [
            "mirrors.charts",
            /has argo-cd 10\.4\.1 in test\/fixtures\/charts\/argo-cd, .* uses version 10\.4\.2 of the chart/,
        ],
    },
    {
        it: "an image mirror with a scheme",
        set: { "mirrors.images": "https://registry.example.com" },
        says: ["mirrors.images", /not a registry host/],
    },
    {
        it: "another namespace than the overlay's own",
        set: { "gitops.namespace": "kafka" },
        says: ["gitops.namespace", /is not the namespace of the objects in gitops\/platform\/overlays\/eks, confluent/],
    },
]);
