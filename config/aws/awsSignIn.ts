import type { Problem } from "../problems";

/** The identity of AWS's provider, if the stack sets it. `aws eks get-token` in the kubeconfig has to use the same one. */
export interface AwsSignIn {
    /** `aws:profile`. */
    profile?: string;
    /** The single role in `aws:assumeRoles`. */
    roleArn?: string;
}

/**
 * Ways to sign in that AWS's provider supports, but for which `aws eks get-token` has no argument, with an alternative that
 * both support.
 */
const onlyTheProvider: Readonly<Record<string, string>> = {
    accessKey: "export AWS_ACCESS_KEY_ID",
    secretKey: "export AWS_SECRET_ACCESS_KEY",
    token: "export AWS_SESSION_TOKEN",
    assumeRoleWithWebIdentity: "export AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE",
    sharedConfigFiles: "export AWS_CONFIG_FILE",
    sharedCredentialsFiles: "export AWS_SHARED_CREDENTIALS_FILE",
};

const oneRole = "aws:profile, one role in aws:assumeRoles without an externalId, or credentials in the environment";
const useProfile = "put the roles into a profile in ~/.aws/config (role_arn, source_profile, external_id)";

/**
 * Reads how AWS's provider signs in. Rejects settings that the kubeconfig can't use, because one principal would create the
 * cluster, and another one, which EKS rejects, would access it. No problem contains a value.
 *
 * @param aws the stack's `aws:` keys, without the prefix, as Pulumi returns them: JSON if they are structured
 * @see https://docs.aws.amazon.com/cli/latest/reference/eks/get-token.html
 */
export function readAwsSignIn(aws: Readonly<Record<string, string>>): { signIn: AwsSignIn; problems: Problem[] } {
    const refused = (key: string, reason: string, fix: string): Problem => ({
        key: `aws:${key}`,
        reason,
        allowed: oneRole,
        fix: `${fix}, and pulumi config rm aws:${key}`,
    });
    const unheard =
        "applies only to AWS's provider: aws eks get-token in the kubeconfig would use a different identity";
    const problems = Object.entries(onlyTheProvider)
        .filter(([key]) => aws[key])
        .map(([key, fix]) => refused(key, unheard, `${fix} instead, which both of them use`));
    const profile = aws.profile ? { profile: aws.profile } : {};

    const inProfile = `${useProfile}, pulumi config set aws:profile NAME`;
    if (aws.assumeRole) {
        problems.push(
            refused(
                "assumeRole",
                "has been replaced by aws:assumeRoles, a list, in version 7 of AWS's provider",
                inProfile,
            ),
        );
    }
    const roles = rolesIn(aws.assumeRoles);
    const [role] = roles ?? [];
    if (!roles || (role && typeof role.roleArn !== "string")) {
        const fix = "pulumi config set --path 'aws:assumeRoles[0].roleArn' arn:aws:iam::123456789012:role/deployer";
        return {
            signIn: profile,
            problems: [...problems, { ...refused("assumeRoles", "is not a list of roles", ""), fix }],
        };
    }
    if (role?.roleArn !== undefined && !/^arn:aws[a-z-]*:iam::\d{12}:role\/./.test(role.roleArn)) {
        problems.push(refused("assumeRoles", "has a roleArn that is not the ARN of an IAM role", inProfile));
        return { signIn: profile, problems };
    }
    const reason = roles.length > 1 ? "is a chain of roles" : role?.externalId ? "has an externalId" : undefined;
    if (reason)
        problems.push(refused("assumeRoles", `${reason}, for which aws eks get-token has no argument`, inProfile));
    return { signIn: { ...profile, ...(role?.roleArn && { roleArn: role.roleArn }) }, problems };
}

/**
 * The arguments with which `aws eks get-token` uses the provider's identity. `--profile` takes precedence over keys in the
 * environment.
 */
export const signInArguments = ({ profile, roleArn }: AwsSignIn): string[] => [
    ...(roleArn ? ["--role-arn", roleArn] : []),
    ...(profile ? ["--profile", profile] : []),
];

interface Role {
    roleArn?: string;
    externalId?: string;
}

/** Undefined if it isn't a list of objects. */
function rolesIn(text: string | undefined): Role[] | undefined {
    try {
        const roles: unknown = JSON.parse(text ?? "[]");
        const isRole = (role: unknown) => typeof role === "object" && role !== null && !Array.isArray(role);
        return Array.isArray(roles) && roles.every(isRole) ? (roles as Role[]) : undefined;
    } catch {
        return undefined;
    }
}
