import type { Tools } from "../../tools";
import type { ControlPlane, Server } from "../controlPlane";
import { startAddon } from "./addon";

/** The stand-in for AWS. */
export interface Aws {
    /** The address at which it simulates Secrets Manager and STS: `http://127.0.0.1:PORT`. */
    url: string;
    region: string;
}

/**
 * Starts External Secrets with the CRDs of its stores and secrets, but not those of its generators.
 *
 * A store without credentials uses the controller's own: on EKS from Pod Identity, here from its environment. The
 * variables for endpoints are those in its pkg/provider/aws/auth/resolver.go.
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
            // This machine's proxy must not be used for 127.0.0.1.
            NO_PROXY: "127.0.0.1",
        },
        ready: '"controller":"externalsecret","controllerGroup":"external-secrets.io","controllerKind":"ExternalSecret","worker count"',
    });

/**
 * Generators create passwords, tokens and so on. The CRD for their state is not included, because the controller
 * watches it.
 */
const isOfGenerator = (name: string): boolean =>
    name.endsWith(".generators.external-secrets.io") && !name.startsWith("generatorstates.");
