import type { Problem } from "../problems";

/** As whom AWS's provider acts, where the stack says so: the kubeconfig's `aws eks get-token` has to ask as the same. */
export interface AwsSignIn {
    /** `aws:profile`. */
    profile?: string;
    /** The one role of `aws:assumeRoles`. */
    roleArn?: string;
}

/** Ways to sign in that AWS's provider has and `aws eks get-token` has no argument for, and what both of them follow. */
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
 * Reads how AWS's provider signs in. What the kubeconfig cannot carry is refused: the cluster would be made by one
 * principal and asked by another, which EKS does not let in. No problem carries a value.
 *
 * @param aws the stack's `aws:` keys, without the prefix, as Pulumi hands them over: JSON where they have structure
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

/** The arguments with which `aws eks get-token` asks as the provider does: `--profile` wins over the environment's keys. */
export const signInArguments = ({ profile, roleArn }: AwsSignIn): string[] => [
    ...(roleArn ? ["--role-arn", roleArn] : []),
    ...(profile ? ["--profile", profile] : []),
];

interface Role {
    roleArn?: string;
    externalId?: string;
}

/** Undefined where it is no list of objects. */
function rolesIn(text: string | undefined): Role[] | undefined {
    try {
        const roles: unknown = JSON.parse(text ?? "[]");
        const isRole = (role: unknown) => typeof role === "object" && role !== null && !Array.isArray(role);
        return Array.isArray(roles) && roles.every(isRole) ? (roles as Role[]) : undefined;
    } catch {
        return undefined;
    }
}
