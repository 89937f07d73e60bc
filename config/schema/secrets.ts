import { z } from "zod";
import { field } from "../fields";
import { unreadableAppKey, unreadableSshKey } from "../repository/privateKey";

/** A private key. `unreadable` says why a key can't be used. */
const privateKey = (unreadable: (key: string) => string | undefined) =>
    z.string().superRefine((key, context) => {
        const reason = unreadable(key);
        if (reason) context.addIssue(reason);
    });

/**
 * The format that kubelet accepts: registries with their credentials in the file itself
 * (https://kubernetes.io/docs/concepts/containers/images/#config-json).
 */
function checkDockerConfig(text: string, context: z.core.$RefinementCtx<string>): void {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    const auths = authsOf(text);
    if (auths === undefined) return refuse('is not a Docker config with "auths"');
    if (auths.length === 0) return refuse('has no registry in "auths"');
    const without = auths.filter(([, entry]) => !holdsCredentials(entry)).map(([registry]) => registry);
    if (without.length === 0) return;
    refuse(
        `contains no credentials for ${without.join(", ")}: Docker keeps them in a credential store (credsStore), which a cluster cannot access`,
    );
}

function authsOf(text: string): [registry: string, entry: unknown][] | undefined {
    try {
        const { auths } = JSON.parse(text) as { auths?: unknown };
        const isMap = typeof auths === "object" && auths !== null && !Array.isArray(auths);
        return isMap ? Object.entries(auths) : undefined;
    } catch {
        return undefined;
    }
}

function holdsCredentials(entry: unknown): boolean {
    const { auth, username, password, identitytoken } = (entry ?? {}) as Record<string, unknown>;
    return [auth, identitytoken, username && password].some((value) => typeof value === "string" && value !== "");
}

/** Secrets have separate keys at the top level, so that no group has to be secret as a whole. */
export const secretKeys = {
    repositorySshKey: field(privateKey(unreadableSshKey), {
        allowed: "a private key in PEM or OpenSSH form",
        meaning: "The SSH key that reads the repository.",
        example: "< ~/.ssh/id_ed25519",
    }),
    repositoryToken: field(z.string().min(1, "is empty"), {
        allowed: "a token",
        meaning: "The token that reads the repository over HTTPS; over http:// only from a server in the cluster.",
        example: "",
    }),
    repositoryAppKey: field(privateKey(unreadableAppKey), {
        allowed: "an RSA key in PEM form",
        meaning: "The private key of the GitHub App in gitops.githubApp.",
        example: "< app.private-key.pem",
    }),
    imagePullSecret: field(z.string().superRefine(checkDockerConfig), {
        allowed: 'a Docker config as JSON, {"auths": {"REGISTRY": {"auth": "…"}}}',
        meaning:
            "Credentials for registries, as written by `docker login` and `kubectl create secret docker-registry`. The operator, Argo CD and all pods of the overlay use them to pull images.",
        example: "< ~/.docker/config.json",
    }),
    confluentLicense: field(z.string().min(1, "is empty"), {
        allowed: "a license key",
        meaning: "The Confluent license. Without one, CFK runs its 30-day trial.",
        example: "",
    }),
};
