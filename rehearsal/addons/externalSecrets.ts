import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";

/** What stands in for AWS. */
export interface Aws {
    /** Where it plays Secrets Manager and STS: `http://127.0.0.1:PORT`. */
    url: string;
    region: string;
}

/**
 * Starts External Secrets, with the CRDs of its stores and secrets, without those of its generators.
 *
 * A store that says nothing of credentials uses the controller's own: on EKS by Pod Identity, here by its environment. The
 * variables for endpoints are those of its pkg/provider/aws/auth/resolver.go.
 */
export const startExternalSecrets = (
    controlPlane: ControlPlane,
    tools: Tools<"external-secrets">,
    { url, region }: Aws,
): Promise<Server> =>
    startAddon(controlPlane, {
        tool: "external-secrets",
        binary: tools["external-secrets"],
        crds: "config/crds/bases",
        isWanted: (name) => name.endsWith(".external-secrets.io") && !isOfGenerator(name),
        namespace: "external-secrets",
        args: ["--metrics-addr=0"],
        env: {
            AWS_SECRETSMANAGER_ENDPOINT: url,
            AWS_STS_ENDPOINT: url,
            AWS_REGION: region,
            AWS_ACCESS_KEY_ID: "testing",
            AWS_SECRET_ACCESS_KEY: "testing",
            AWS_SESSION_TOKEN: "",
            AWS_CONFIG_FILE: "/dev/null",
            AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
            AWS_EC2_METADATA_DISABLED: "true",
            // A proxy of this machine is not for 127.0.0.1.
            NO_PROXY: "127.0.0.1",
        },
        ready: '"controller":"externalsecret","controllerGroup":"external-secrets.io","controllerKind":"ExternalSecret","worker count"',
    });

/** Of a password, a token and so on, which it makes itself; but for their state, which the controller watches. */
const isOfGenerator = (name: string): boolean =>
    name.endsWith(".generators.external-secrets.io") && !name.startsWith("generatorstates.");
