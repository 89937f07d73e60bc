import { runStack } from "../../../harness";
import { refuses } from "../../../refusals";

const roleArn = "arn:aws:iam::123456789012:role/platform/confluent-load-balancers";
const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";
const internal = { "argocd.access": "internalLoadBalancer" };
const on = { "cluster.loadBalancerController": true };

refuses("of load balancers", [
    {
        it: "a role for a controller that is not asked for",
        set: { "cluster.loadBalancerControllerRoleArn": roleArn },
        says: ["cluster.loadBalancerControllerRoleArn", /no effect without cluster\.loadBalancerController/],
    },
    {
        it: "a role of another partition",
        set: { ...on, "cluster.loadBalancerControllerRoleArn": roleArn.replace("arn:aws:", "arn:aws-us-gov:") },
        says: ["cluster.loadBalancerControllerRoleArn", /a different AWS partition/],
    },
    {
        it: "a certificate for a page that has no load balancer",
        set: { ...on, "argocd.certificateArn": certificateArn },
        says: ["argocd.certificateArn", /no effect with argocd\.access portForward/],
    },
    {
        it: "a certificate that the controller in EKS's control plane would be given",
        set: { ...internal, "argocd.certificateArn": certificateArn },
        says: ["argocd.certificateArn", /needs AWS Load Balancer Controller/],
    },
    {
        it: "a certificate of another region",
        set: { ...on, ...internal, "argocd.certificateArn": certificateArn.replace("eu-central-1", "us-east-1") },
        says: ["argocd.certificateArn", /not in the region eu-central-1/],
    },
    {
        it: "an overlay that asks for the controller where there is none",
        set: { "gitops.path": "gitops/platform/overlays/eks-internal" },
        says: [
            "gitops.path",
            /does not install: .*externalAccess of Kafka kafka .*spec\.externalAccess of ControlCenter/,
        ],
    },
    {
        it: "values that would take the page's load balancer to somebody else",
        set: { ...on, ...internal, "argocd.values": "test/fixtures/values/argo-cd-class.yaml" },
        says: ["argocd.values", /server\.service\.loadBalancerClass/],
    },
]);

const inTree = { loadBalancers: { controller: false, argocd: "controlPlane" } };
const byController = { loadBalancers: { controller: true, argocd: "controller" } };
/** What the outputs were before they told of load balancers. */
const unsaid = {
    argocdAccess: "kubectl -n argocd get svc argocd-server -o jsonpath='{.status.loadBalancer.ingress[0].hostname}'",
};

refuses("after a deployment that made load balancers", [
    ...[inTree, unsaid].map((last) => ({
        it: `the controller while Argo CD's page has one without it, which its Service cannot leave (${Object.keys(last).join()})`,
        set: { ...on, ...internal },
        last,
        says: ["cluster.loadBalancerController", /its Service cannot change to another controller/] as [string, RegExp],
    })),
    {
        it: "going back to none while Argo CD's page has one of the controller",
        set: internal,
        last: byController,
        says: ["cluster.loadBalancerController", /has a load balancer from AWS Load Balancer Controller/],
    },
    {
        it: "taking the controller away, which alone can take its load balancers away",
        set: {},
        last: byController,
        says: ["cluster.loadBalancerController", /would delete it now/],
    },
]);

describe("a deployment after one that made load balancers", () => {
    it("goes on where nothing changes hands, and where it is said that none is left", async () => {
        await runStack("eks", internal, inTree);
        await runStack("eks", { ...on, ...internal }, byController);
        await runStack(
            "eks",
            { ...on, ...internal },
            { argocdAccess: "kubectl -n argocd port-forward svc/argocd-server 8080:443" },
        );
        process.env.LOAD_BALANCERS_MAY_GO = "true";
        try {
            await runStack("eks", {}, byController);
        } finally {
            delete process.env.LOAD_BALANCERS_MAY_GO;
        }
    });
});
