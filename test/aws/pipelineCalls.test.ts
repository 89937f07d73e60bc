import assert from "node:assert/strict";
import { exampleStacks, readStackFile } from "../../rehearsal/engine/stackFile";
import { previewStack } from "../../rehearsal/preview";
import { type Call, callsOf } from "./calls";
import { matches, role, statements } from "./pipelineRole";

describe("The deployment role", () => {
    /** What a stack's own settings ask of the template, beside the repository. */
    const asked: Record<string, Record<string, string>> = {
        boundary: {
            RolePath: "/platform/",
            PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/platform-boundary",
        },
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
    for (const stack of ["eks", ...exampleStacks()]) {
        it(`let a deployment make every resource of ${stack}`, async () => {
            const { preview } = await previewStack(stack, {});
            const region = String(readStackFile(stack).config["aws:region"]);
            const allowed = statements(role("DeployRole", asked[stack], region));
            const isAllowed = ({ action, resource, to }: Call) =>
                allowed.some(
                    ({ Action, Resource, Condition }) =>
                        [Action].flat().some((pattern) => matches(pattern, action)) &&
                        [Resource].flat().some((pattern) => matches(pattern, resource)) &&
                        (to === undefined || Condition?.StringEquals?.["iam:PassedToService"]?.includes(to)),
                );
            const calls = preview.resources.some(({ type }) => type === "aws:eks/cluster:Cluster")
                ? callsOf(preview.resources, region)
                : [];
            assert.deepEqual(
                calls.filter((call) => !isAllowed(call)),
                [],
            );
        });
    }

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
