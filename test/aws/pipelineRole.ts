import { resourcesOf } from "./evaluate";
import { parseTemplate, readAwsFile } from "./template";

export const template = parseTemplate(readAwsFile("pipeline-roles.cloudformation.yaml"));
/** Parameters that the template accepts. */
export const good = { Repository: "your-company/confluent-gitops" };
export interface Statement {
    Sid?: string;
    Action: string | string[];
    Resource: string | string[];
    Principal?: { Federated: string };
    Condition?: Record<string, Record<string, string | string[]>>;
}

export interface RoleProperties {
    AssumeRolePolicyDocument: { Statement: Statement[] };
    Policies: { PolicyDocument: { Statement: Statement[] } }[];
}

/** A role that the template creates with these parameters. */
export const role = (name: string, parameters: Record<string, string> = {}, region?: string): RoleProperties =>
    resourcesOf({ template, parameters: { ...good, ...parameters }, ...(region && { region }) })[name]
        ?.Properties as unknown as RoleProperties;

export const statements = (properties: RoleProperties) =>
    properties.Policies.flatMap((each) => each.PolicyDocument.Statement);

/** Whether an action or an ARN matches, as in IAM. */
export const matches = (pattern: string, text: string): boolean =>
    new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(text);
