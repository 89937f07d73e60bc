import type { AwsSignIn } from "../../config/aws/awsSignIn";

// Which Node this project runs on is said in package.json, and not by each command on its own.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Where AWS's APIs are asked, and as whom. */
export interface AwsTarget {
    /** Undefined for that of the environment, or of the profile. */
    region: string | undefined;
    signIn: AwsSignIn;
    /** `aws:useFipsEndpoint`. */
    useFips: boolean;
}

/**
 * What a client of AWS's is made with, to sign in as the stack's provider does. AWS_ENDPOINT_URL and the rest of the
 * environment are read by the clients themselves.
 *
 * @param session what CloudTrail calls a role that is taken for it
 */
export async function clientSettings({ region, signIn, useFips }: AwsTarget, session: string) {
    const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    const own = fromNodeProviderChain(signIn.profile ? { profile: signIn.profile } : {});
    const at = region === undefined ? {} : { region };
    const credentials = signIn.roleArn
        ? fromTemporaryCredentials({
              params: { RoleArn: signIn.roleArn, RoleSessionName: session },
              masterCredentials: own,
              clientConfig: at,
          })
        : own;
    return { ...at, credentials, ...(useFips && { useFipsEndpoint: true }) };
}
