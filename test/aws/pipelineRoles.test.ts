import assert from "node:assert/strict";
import { previewStack } from "../../commands/preview";
import { evaluate, resourcesOf } from "./evaluate";
import { inventory } from "./inventory";
import { type Moto, startMoto } from "./moto";
import { refusals } from "./parameters";
import { good, role, type RoleProperties, statements, template } from "./pipelineRole";
import { createStack } from "./stack";

const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

const trust = (properties: RoleProperties) =>
    properties.AssumeRolePolicyDocument.Statement.map((each) => each.Condition);
const actions = (properties: RoleProperties) => statements(properties).flatMap(({ Action }) => Action);

describe("The pipelines' roles", () => {
    it("trust GitHub's jobs: pull requests and the main branch for previews, one environment for deployment", () => {
        const github = "token.actions.githubusercontent.com";
        const subjects = (...sub: string[]) => [
            {
                StringEquals: {
                    [`${github}:aud`]: "sts.amazonaws.com",
                    [`${github}:sub`]: sub.length > 1 ? sub : sub[0],
                },
            },
        ];
        const repository = `repo:${good.Repository}`;
        assert.deepEqual(
            trust(role("PreviewRole")),
            subjects(`${repository}:pull_request`, `${repository}:ref:refs/heads/main`),
        );
        assert.deepEqual(
            trust(role("DeployRole", { Environment: "prod" })),
            subjects(`${repository}:environment:prod`),
        );
    });

    it("trust GitLab's jobs: any branch of the project for previews, the main branch for deployment", () => {
        const subject = `project_path:${good.Repository}:ref_type:branch:ref`;
        assert.deepEqual(trust(role("PreviewRole", { Platform: "gitlab" })), [
            {
                StringEquals: { "gitlab.com:aud": "https://gitlab.com" },
                StringLike: { "gitlab.com:sub": `${subject}:*` },
            },
        ]);
        assert.deepEqual(trust(role("DeployRole", { Platform: "gitlab" })), [
            { StringEquals: { "gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": `${subject}:main` } },
        ]);
    });

    it("let a preview read, and nothing else", () => {
        const state = { StateBucket: "our-state", StateKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/abc" };
        const writing = actions(role("PreviewRole", state)).filter(
            (action) => !/^\w+:(Describe|Get|List)\w*\*?$/.test(action) && action !== "kms:Decrypt",
        );
        assert.deepEqual(writing, []);
    });

    it("read state and decrypt only where they are told where those are", () => {
        const sids = (name: string, parameters = {}) => statements(role(name, parameters)).map(({ Sid }) => Sid);
        for (const name of ["PreviewRole", "DeployRole"]) {
            assert.deepEqual(
                sids(name).filter((sid) => sid === "State" || sid === "Secrets"),
                [],
            );
            const { Resource } = statements(role(name, { StateBucket: "our-state" })).find(
                ({ Sid }) => Sid === "State",
            )!;
            assert.deepEqual(Resource, ["arn:aws:s3:::our-state", "arn:aws:s3:::our-state/*"]);
        }
    });

    it("let a deployment make the stack's roles, with the policies of the stack, and no others", async () => {
        const previews = [await previewStack("eks", {}), await previewStack("auto-mode", {})];
        const resources = previews.flatMap(({ preview }) => preview.resources);
        const iam = statements(role("DeployRole")).filter(({ Action }) => [Action].flat()[0]!.startsWith("iam:"));
        const of = (sid: string) => iam.find(({ Sid }) => Sid === sid)!;
        const names = resources.flatMap(({ type, inputs }) =>
            type === "aws:iam/role:Role" ? [inputs.name as string] : [],
        );
        assert.ok(names.length >= 3);
        const allowed = [of("RolesOfTheStack").Resource].flat().map((arn) => /role\/([\w-]+)\*$/.exec(arn)?.[1] ?? arn);
        assert.deepEqual(
            names.filter((name) => !allowed.some((prefix) => name.startsWith(prefix))),
            [],
        );
        const policies = [of("PoliciesOfThoseRoles").Condition!.ArnEquals!["iam:PolicyARN"]!].flat();
        // An ARN that a preview does not know is in the name of its attachment.
        const attached = resources
            .filter(({ type }) => type.endsWith(":RolePolicyAttachment"))
            .map(({ urn, inputs }) => /Amazon\w+$/.exec(String(inputs.policyArn))?.[0] ?? /Amazon\w+$/.exec(urn)?.[0]);
        assert.deepEqual(policies.map((arn) => arn.split("/").at(-1)).sort(), [...new Set(attached)].sort());
        assert.deepEqual(
            iam.filter(({ Resource }) => [Resource].flat().includes("*")),
            [],
        );
    });

    const refused: Record<string, [Record<string, string>, RegExp]> = {
        "a wildcard for the repository": [{ Repository: "your-company/*" }, /Repository must be/],
        "an address for the repository": [{ Repository: "https://github.com/your-company/x" }, /Repository must be/],
        "no repository": [{ Repository: "your-company" }, /Repository must be/],
        "a wildcard for the environment": [{ Environment: "*" }, /Environment must be/],
        "a wildcard for the branch": [{ Branch: "*" }, /Branch must be/],
        "another provider": [
            { ProviderArn: "arn:aws:iam::123456789012:oidc-provider/example.com" },
            /ProviderArn must be/,
        ],
        "another platform": [{ Platform: "bitbucket" }, /Platform is not allowed/],
        "a bucket's ARN": [{ StateBucket: "arn:aws:s3:::our-state" }, /StateBucket must be/],
        "an alias of a key": [{ StateKeyArn: "arn:aws:kms:eu-central-1:123456789012:alias/x" }, /not of an alias/],
    };
    for (const [what, [parameters, reason]] of Object.entries(refused)) {
        it(`refuse ${what}, before anything is made`, () => {
            assert.match(refusals(template, { ...good, ...parameters }).join(), reason);
        });
    }

    it("take a repository with GitHub's immutable ids, a group in a group, and a provider that is there", () => {
        const accepted: Record<string, string>[] = [
            { Repository: "your-company@123456/confluent-gitops@456789" },
            { Repository: "group/platform/confluent-gitops", Platform: "gitlab" },
            { ProviderArn: provider },
        ];
        for (const parameters of accepted) {
            assert.deepEqual(refusals(template, { ...good, ...parameters }), []);
        }
    });

    it("make an identity provider only where there is none", () => {
        const made = (parameters: Record<string, string>) =>
            resourcesOf({ template, parameters: { ...good, ...parameters } });
        assert.ok("Provider" in made({}));
        assert.ok(!("Provider" in made({ ProviderArn: provider })));
        assert.equal(evaluate({ Ref: "Provider" }, { template, parameters: good }), "Provider");
        assert.equal(role("DeployRole").AssumeRolePolicyDocument.Statement[0]?.Principal?.Federated, "Provider");
    });

    describe("on moto (a stand-in), for a provider that is there", () => {
        let moto: Moto;
        before(async () => (moto = await startMoto()));
        after(() => moto?.stop());

        it("are made, and leave nothing when they are deleted", async () => {
            const url = "https://token.actions.githubusercontent.com";
            await moto.aws(
                ...["iam", "create-open-id-connect-provider", "--url", url, "--client-id-list", "sts.amazonaws.com"],
                ...["--thumbprint-list", "0".repeat(40)],
            );
            const earlier = await inventory(moto);
            const stack = await createStack(moto, "pipeline-roles", template, { ...good, ProviderArn: provider });
            for (const name of ["PreviewRole", "DeployRole"]) {
                const { Role } = await moto.ask<{ Role: RoleProperties & { Arn: string } }>(
                    ...["iam", "get-role", "--role-name", stack.ids[name] ?? ""],
                );
                assert.equal(Role.Arn, stack.outputs[`${name}Arn`]);
                assert.deepEqual(trust(Role), trust(role(name)));
                assert.equal(Role.AssumeRolePolicyDocument.Statement[0]?.Principal?.Federated, provider);
            }
            await stack.delete();
            assert.deepEqual(await inventory(moto), earlier);
        });
    });
});
