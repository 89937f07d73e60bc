import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, parse, type ScalarTag, type CollectionTag } from "yaml";

/** A value in a template: JSON with functions in their long form, `{"Ref": "Vpc"}`. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

export type Properties = Record<string, Value>;

export interface Resource {
    Type: string;
    Condition?: string;
    DependsOn?: string | string[];
    DeletionPolicy?: string;
    Properties?: Properties;
    Metadata?: Properties;
}

export interface Parameter {
    Type: string;
    Default?: string;
    AllowedPattern?: string;
    AllowedValues?: string[];
    ConstraintDescription?: string;
    Description?: string;
}

export interface Output {
    Value: Value;
    Condition?: string;
    Description?: string;
}

/** A CloudFormation template. */
export interface Template {
    Parameters: Record<string, Parameter>;
    Rules?: Record<string, { Assertions: { Assert: Value; AssertDescription: string }[] }>;
    Conditions?: Record<string, Value>;
    Resources: Record<string, Resource>;
    Outputs: Record<string, Output>;
    Metadata?: Properties;
}

const folder = join(__dirname, "../../aws");

/** The path of a committed file in aws/. */
export const awsFile = (name: string): string => join(folder, name);

/** A committed file in aws/, as text. */
export const readAwsFile = (name: string): string => readFileSync(awsFile(name), "utf8");

/** Reads a template in YAML, with the short forms of CloudFormation's functions. */
export const parseTemplate = (text: string): Template => parse(text, { customTags: tags }) as Template;

const functions = ["Ref", "GetAtt", "Sub", "If", "Not", "And", "Or", "Equals", "Join", "Select", "Split", "GetAZs"];

const tags: (ScalarTag | CollectionTag)[] = functions.flatMap((name) => [
    { tag: `!${name}`, resolve: (text: string) => longForm(name, text) },
    { tag: `!${name}`, collection: "seq", resolve: (node) => longForm(name, plain(node)) },
    { tag: `!${name}`, collection: "map", resolve: (node) => longForm(name, plain(node)) },
]);

function longForm(name: string, argument: Value): Value {
    if (name === "Ref") return { Ref: argument };
    const isPath = name === "GetAtt" && typeof argument === "string";
    return { [`Fn::${name}`]: isPath ? argument.split(".") : argument };
}

/** For a node whose own tags are already resolved: then it is a value instead of a YAML node. */
function plain(node: unknown): Value {
    if (isMap(node)) {
        return Object.fromEntries(node.items.map(({ key, value }) => [plain(key) as string, plain(value)]));
    }
    if (isSeq(node)) return node.items.map(plain);
    return (isScalar(node) ? node.value : node) as Value;
}
