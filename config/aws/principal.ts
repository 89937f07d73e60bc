/**
 * The principal of an IAM ARN or of a session's, as `ACCOUNT/role/NAME`. Without its path, which a session's ARN does not
 * have: names are unique in an account, whatever their path
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names). A comma, which
 * a tag cannot hold, is a space: no name has one.
 */
export function principalOf(arn: string): string {
    const [account = "", resource = ""] = arn.split(":").slice(4);
    const [kind = "", ...path] = resource.split("/");
    const principal = kind === "assumed-role" ? ["role", path[0]] : [kind, path.at(-1)];
    return [account, ...principal].join("/").replaceAll(",", " ");
}
