import assert from "node:assert/strict";
import { broadActions, trusts } from "../iam";
import { imdsv2 } from "../rules/imdsv2";
import { narrowInstanceRoles } from "../rules/narrowInstanceRoles";
import { unknown, type Value } from "../values";
import { saidOfStack, seen, urnOf } from "./seen";
import { judges } from "./table";

const template = "aws:ec2/launchTemplate:LaunchTemplate";
const roleType = "aws:iam/role:Role";

describe("the policy imdsv2", () => {
    const options = (httpTokens: Value, httpPutResponseHopLimit: Value): Value => ({
        metadataOptions: { httpTokens, httpPutResponseHopLimit },
    });
    judges(imdsv2, [
        ["tokens within one hop", template, options("required", 1)],
        ["two hops", template, options("required", 2), /HopLimit is 2\. Allowed: 1\. Set metadataOptions\.httpPut/],
        ["optional tokens", template, options("optional", 1), /httpTokens is "optional"/],
        ["no metadata at all", template, { metadataOptions: { httpEndpoint: "disabled" } }],
        ["what is not known yet", template, options(unknown, unknown)],
        ["an instance with two hops", "aws:ec2/instance:Instance", options("required", 2), /HopLimit is 2/],
        ["a node group with a template", "aws:eks/nodeGroup:NodeGroup", { launchTemplate: unknown }],
        ["a node group as EKS makes it", "aws:eks/nodeGroup:NodeGroup", {}, /launchTemplate is not set/],
    ]);
});

const trust = (service: string): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] });
const allow = (Action: Value): string => JSON.stringify({ Statement: { Effect: "Allow", Action, Resource: "*" } });

it("reads policy documents as AWS takes them: one or several, as text or as an object", () => {
    assert.ok(trusts(trust("ec2.amazonaws.com"), /^ec2/));
    assert.ok(!trusts(trust("eks.amazonaws.com"), /^ec2/));
    assert.ok(trusts({ Statement: { Effect: "Allow", Principal: { Service: ["eks.x", "ec2.x"] } } }, /^ec2/));
    assert.ok(!trusts({ Statement: { Effect: "Deny", Principal: { Service: "ec2.x" } } }, /^ec2/));
    assert.deepEqual(broadActions(allow(["s3:GetObject", "s3:*"])), ["s3:*"]);
    assert.deepEqual(broadActions(allow("*")), ["*"]);
    assert.deepEqual(broadActions({ Statement: { Effect: "Deny", Action: "*" } }), []);
    assert.deepEqual(broadActions({ Statement: { Effect: "Allow", NotAction: "iam:*" } }), ["NotAction"]);
    assert.deepEqual(broadActions(unknown), []);
});

describe("the policy narrow-instance-roles", () => {
    const role = (name: string, service: string, more: Record<string, Value> = {}) =>
        seen(roleType, { name: `${name}-1234567`, assumeRolePolicy: trust(service), ...more }, { name });
    const node = role("node", "ec2.amazonaws.com");
    const attachment = (of: string, policy: Value, madeFrom = {}) =>
        seen(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            { role: of, policyArn: policy },
            { name: "grant", madeFrom },
        );
    const managed = (policy: string) => `arn:aws:iam::aws:policy/${policy}`;
    const says = (...resources: ReturnType<typeof seen>[]) => saidOfStack(narrowInstanceRoles, resources);

    it("lets a node have what it needs, in every partition", () => {
        assert.deepEqual(says(node, attachment("node-1234567", managed("AmazonEKS_CNI_Policy"))), []);
        const china = "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy";
        assert.deepEqual(says(role("node", "ec2.amazonaws.com.cn"), attachment("node-1234567", china)), []);
    });
    it("refuses more, by the role's name and by the edge to it", () => {
        const refused = ["grant: policyArn attaches AmazonS3FullAccess to a role of instances"];
        assert.deepEqual(says(node, attachment("node-1234567", managed("AmazonS3FullAccess"))), refused);
        const edge = { role: [urnOf(roleType, "node")] };
        assert.deepEqual(says(node, attachment("not-known", managed("AmazonS3FullAccess"), edge)), refused);
    });
    it("refuses a policy of the company's own, until it is configured", () => {
        const own = "arn:aws:iam::123456789012:policy/logs";
        const resources = [node, attachment("node-1234567", own)];
        assert.equal(says(...resources).length, 1);
        assert.deepEqual(saidOfStack(narrowInstanceRoles, resources, { allowed: [own] }), []);
    });
    it("lets roles of pods and of services be", () => {
        const pods = role("pods", "pods.eks.amazonaws.com");
        assert.deepEqual(says(node, pods, attachment("pods-1234567", managed("AdministratorAccess"))), []);
    });
    it("waits for what is not known yet", () => assert.deepEqual(says(node, attachment("node-1234567", unknown)), []));
    it("reads what the role itself brings", () => {
        const broad = role("node", "ec2.amazonaws.com", {
            managedPolicyArns: [managed("PowerUserAccess")],
            inlinePolicies: [{ name: "all", policy: allow(["ec2:*", "s3:GetObject"]) }],
        });
        assert.deepEqual(says(broad), [
            "node: managedPolicyArns attaches PowerUserAccess to a role of instances",
            "node: inlinePolicies allows ec2:* to instances",
        ]);
    });
    it("reads policies written for the role", () => {
        const written = (action: Value) =>
            seen("aws:iam/rolePolicy:RolePolicy", { role: "node-1234567", policy: allow(action) }, { name: "own" });
        assert.deepEqual(says(node, written("*")), ["own: policy allows * to instances"]);
        assert.deepEqual(says(node, written("ecr:GetAuthorizationToken")), []);
    });
});
