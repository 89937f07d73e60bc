import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { eksKubeconfig } from "../../components/cluster/eksKubeconfig";
import type { AwsSignIn } from "../../config/aws/awsSignIn";
import { connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { pythonTools } from "../../tools/python";
import { type Moto, startMoto } from "./moto";

const roleArn = "arn:aws:iam::123456789012:role/deployer";

describe("The kubeconfig of an EKS cluster, its token asked for as the plug-in does it, with STS on moto (a stand-in)", () => {
    let moto: Moto;
    let folder: string;
    const outside = { ...process.env };
    before(async () => {
        moto = await startMoto();
        folder = mkdtempSync(join(tmpdir(), "aws-"));
        const config = join(folder, "config");
        writeFileSync(config, "[profile ops]\naws_access_key_id = OPSKEY\naws_secret_access_key = secret\n");
        const PATH = [dirname((await pythonTools()).aws), process.env.PATH].join(delimiter);
        Object.assign(process.env, moto.env, { PATH, AWS_CONFIG_FILE: config });
    });
    after(async () => {
        for (const name of Object.keys(process.env)) if (!(name in outside)) delete process.env[name];
        Object.assign(process.env, outside);
        if (folder && existsSync(folder)) rmSync(folder, { recursive: true });
        await moto?.stop();
    });

    /** The URL that the token is: EKS asks STS at it who it is. */
    const asked = (signIn: AwsSignIn) => {
        const kubeconfig = eksKubeconfig({
            ...{ name: "shared", region: "eu-central-1", endpoint: "https://eks.test", certificateAuthority: "Q0E=" },
            signIn,
        });
        const { token = "" } = connectionOf(kubeconfig, undefined, execCredential);
        assert.match(token, /^k8s-aws-v1\./);
        return new URL(Buffer.from(token.slice("k8s-aws-v1.".length), "base64url").toString());
    };

    it("is one for this cluster, by the environment's keys", () => {
        const { searchParams } = asked({});
        assert.equal(searchParams.get("Action"), "GetCallerIdentity");
        assert.match(searchParams.get("X-Amz-SignedHeaders") ?? "", /x-k8s-aws-id/);
        assert.match(searchParams.get("X-Amz-Credential") ?? "", /^testing\/\d+\/eu-central-1\/sts\//);
    });

    it("is asked for as the profile that the stack names, whatever keys the environment has", () => {
        assert.match(asked({ profile: "ops" }).searchParams.get("X-Amz-Credential") ?? "", /^OPSKEY\//);
    });

    it("is asked for as the role that the stack names", () => {
        const credential = asked({ roleArn }).searchParams.get("X-Amz-Credential") ?? "";
        assert.doesNotMatch(credential, /^(testing|OPSKEY)\//);
    });
});
