import assert from "node:assert/strict";
import { committedStacks, exampleStacks } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";
import { previewStack } from "../../commands/preview";
import { type Call, callsOf } from "./calls";
import { matches, role, statements } from "./pipelineRole";

describe("The deployment role", () => {
    /** What a stack's own settings ask of the template, beside the repository. */
    const asked: Record<string, Record<string, string>> = {
        // A policy of a role's own may be written with a boundary alone.
        autoscaler: { PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/platform-boundary" },
        boundary: {
            RolePath: "/platform/",
            PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/platform-boundary",
        },
        "internal-load-balancers": { CompanyRoleArns: "arn:aws:iam::123456789012:role/confluent-load-balancers" },
        "no-iam": {
            CompanyRoleArns: [
                "platform/confluent-cluster",
                "confluent-cluster",
                "platform/confluent-nodes",
                "platform/confluent-ebs-csi",
            ]
                .map((name) => `arn:aws:iam::123456789012:role/${name}`)
                .join(),
        },
    };
    /** What of a stack's deployment the role that is made with its parameters may not do. */
    const denied = async (stack: string, set: Record<string, unknown> = {}): Promise<Call[]> =>
        (await judged(stack, set)).denied;

    /** The same, and how many roles with a policy of their own the stack makes, as for External Secrets. */
    async function judged(stack: string, set: Record<string, unknown> = {}) {
        const { preview } = await previewStack(stack, set);
        const region = String(readStackFile(stack).config["aws:region"]);
        const allowed = statements(role("DeployRole", asked[stack], region));
        const isAllowed = ({ action, resource, to }: Call) =>
            allowed.some(
                ({ Action, Resource, Condition }) =>
                    [Action].flat().some((pattern) => matches(pattern, action)) &&
                    [Resource].flat().some((pattern) => matches(pattern, resource)) &&
                    (to === undefined || Condition?.StringEquals?.["iam:PassedToService"]?.includes(to)),
            );
        const made = (type: string) => preview.resources.filter((resource) => resource.type === type).length;
        const calls = made("aws:eks/cluster:Cluster") > 0 ? callsOf(preview.resources, region) : [];
        const ownPolicies = made("aws:iam/rolePolicy:RolePolicy");
        return { denied: calls.filter((call) => !isAllowed(call)), ownPolicies };
    }

    for (const stack of [...committedStacks(), ...exampleStacks()]) {
        it(`let a deployment make every resource of ${stack}, but no role's own policy without the boundary`, async () => {
            const { denied, ownPolicies } = await judged(stack);
            const isBounded = asked[stack]?.PermissionsBoundaryArn !== undefined;
            const ofEach = Array.from({ length: ownPolicies }, () => ["iam:PutRolePolicy", "iam:DeleteRolePolicy"]);
            assert.deepEqual(
                denied.map(({ action }) => action),
                isBounded ? [] : ofEach.flat(),
            );
        });
    }

    it("write a policy of a role's own under the company's boundary, and never without", async () => {
        const set = { "cluster.loadBalancerController": true };
        assert.deepEqual(await denied("boundary", set), []);
        const actions = (await denied("eks", set)).map(({ action }) => action);
        assert.deepEqual(actions, ["iam:PutRolePolicy", "iam:DeleteRolePolicy"]);
        const writing = statements(role("DeployRole", asked.boundary)).filter(({ Action }) =>
            [Action].flat().some((action) => matches(action, "iam:PutRolePolicy")),
        );
        assert.deepEqual(
            writing.map(({ Condition }) => Condition),
            [{ ArnEquals: { "iam:PermissionsBoundary": asked.boundary!.PermissionsBoundaryArn } }],
        );
    });

    it("let no role be made without the boundary that a company asks for", () => {
        const { PermissionsBoundaryArn } = asked.boundary!;
        const made = statements(role("DeployRole", asked.boundary)).filter(({ Action }) =>
            [Action].flat().some((action) => matches(action, "iam:CreateRole")),
        );
        assert.deepEqual(
            made.map(({ Condition }) => Condition),
            [{ ArnEquals: { "iam:PermissionsBoundary": PermissionsBoundaryArn } }],
        );
    });
});
