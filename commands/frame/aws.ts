import type { AwsSignIn } from "../../config/aws/awsSignIn";

// package.json says which Node this project needs, so each command doesn't warn about it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Where to call AWS's APIs, and with which identity. */
export interface AwsTarget {
    /** Undefined for the one in the environment or in the profile. */
    region: string | undefined;
    signIn: AwsSignIn;
    /** `aws:useFipsEndpoint`. */
    useFips: boolean;
}

/**
 * The settings of an AWS client that signs in like the stack's provider. The clients themselves read AWS_ENDPOINT_URL and
 * the rest of the environment.
 *
 * @param session the session name of an assumed role, which CloudTrail shows
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
