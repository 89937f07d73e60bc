import { partitionOf } from "../../config/aws/partition";
import type { Resource, Template, Value } from "./template";

/** The values for evaluating a template. */
export interface Given {
    template: Template;
    /** By name; those with a default may be left out. A list is text separated by commas, as in the AWS CLI. */
    parameters: Record<string, string>;
    /** Default: eu-central-1. */
    region?: string;
}

/**
 * Pseudo parameters
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html).
 */
const pseudo = (region: string): Record<string, string> => ({
    "AWS::Partition": partitionOf(region),
    "AWS::Region": region,
    "AWS::AccountId": "123456789012",
    "AWS::URLSuffix": region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
});

type Evaluate = (argument: Value, given: Given) => Value;

/** Marks a property that counts as missing: `!Ref AWS::NoValue`. */
const absent = "AWS::NoValue";

const functions: Record<string, Evaluate> = {
    Ref: (name, given) => valueOf(name as string, given),
    // What only AWS knows is represented by its name in the template.
    "Fn::GetAtt": (path) => (path as string[]).join("."),
    "Fn::Sub": (text, given) =>
        (text as string).replaceAll(/\$\{([\w:.]+)\}/g, (_, name: string) => valueOf(name, given) as string),
    "Fn::Join": (argument, given) => {
        const [separator, parts] = argument as [string, Value];
        return (evaluate(parts, given) as string[]).join(separator);
    },
    "Fn::If": (argument, given) => {
        const [condition, yes, no] = argument as [string, Value, Value];
        return evaluate(holds(condition, given) ? yes : no, given);
    },
    "Fn::Equals": (argument, given) => {
        const [one, other] = (argument as [Value, Value]).map((each) => evaluate(each, given));
        return one === other;
    },
    "Fn::Not": (argument, given) => !(evaluate(argument, given) as boolean[])[0],
    "Fn::And": (argument, given) => (evaluate(argument, given) as boolean[]).every(Boolean),
    "Fn::Or": (argument, given) => (evaluate(argument, given) as boolean[]).some(Boolean),
    Condition: (name, given) => holds(name as string, given),
};

/**
 * A value with its functions evaluated. A resource's name or attribute that AWS generates is represented as `LogicalId`
 * or `LogicalId.Attribute`.
 */
export function evaluate(value: Value, given: Given): Value {
    if (Array.isArray(value)) return value.map((each) => evaluate(each, given)).filter((each) => each !== absent);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    const known = entries.length === 1 && name !== undefined ? functions[name] : undefined;
    if (known && argument !== undefined) return known(argument, given);
    const stray = entries.find(([key]) => key.startsWith("Fn::"));
    if (stray) throw new Error(`no evaluation of ${stray[0]} here`);
    return Object.fromEntries(
        entries.map(([key, each]) => [key, evaluate(each, given)] as const).filter(([, each]) => each !== absent),
    );
}

/** The resources that are created with these parameters, with their properties evaluated. */
export function resourcesOf(given: Given): Record<string, Resource> {
    const made = Object.entries(given.template.Resources).filter(
        ([, { Condition }]) => Condition === undefined || holds(Condition, given),
    );
    return Object.fromEntries(
        made.map(([name, resource]) => [
            name,
            { ...resource, Properties: evaluate(resource.Properties ?? {}, given) as Resource["Properties"] },
        ]),
    );
}

/** The assertions in the template's rules that these parameters violate, in the template's own words. */
export const brokenRules = (given: Given): string[] =>
    Object.values(given.template.Rules ?? {})
        .flatMap(({ Assertions }) => Assertions)
        .filter(({ Assert }) => evaluate(Assert, given) !== true)
        .map(({ AssertDescription }) => AssertDescription);

function holds(condition: string, given: Given): boolean {
    const asked = given.template.Conditions?.[condition];
    if (asked === undefined) throw new Error(`no condition ${condition}`);
    return evaluate(asked, given) === true;
}

function valueOf(name: string, { template, parameters, region = "eu-central-1" }: Given): Value {
    if (name === absent) return absent;
    const fixed = pseudo(region)[name];
    if (fixed !== undefined) return fixed;
    const parameter = template.Parameters[name];
    if (!parameter) {
        if (name.split(".")[0]! in template.Resources) return name;
        throw new Error(`nothing is called ${name}`);
    }
    const text = parameters[name] ?? parameter.Default;
    if (text === undefined) throw new Error(`parameter ${name} is not given`);
    return parameter.Type === "CommaDelimitedList" ? text.split(",") : text;
}
