/**
 * The principal of an IAM ARN or a session's ARN, as `ACCOUNT/role/NAME`. It has no path, because a session's ARN doesn't
 * have one, and names are unique in an account, whatever their path
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names). A comma, which
 * a tag can't contain, becomes a space, which no name contains.
 */
export function principalOf(arn: string): string {
    const [account = "", resource = ""] = arn.split(":").slice(4);
    const [kind = "", ...path] = resource.split("/");
    const principal = kind === "assumed-role" ? ["role", path[0]] : [kind, path.at(-1)];
    return [account, ...principal].join("/").replaceAll(",", " ");
}
