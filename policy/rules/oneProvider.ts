import type { Finding, StackResource, StackRule } from "../rule";
import { at, shown } from "../values";

/** Default providers are all configured alike, by the stack: components that bring another version of the SDK have another. */
const identity = ({ provider }: StackResource): string =>
    provider === undefined || /^default(_|$)/.test(provider.name) ? "the default provider" : provider.name;

/** The provider that most resources have, and so the stack's own. */
function main(resources: readonly StackResource[]): string {
    const count = (name: string) => resources.filter((resource) => identity(resource) === name).length;
    return [...new Set(resources.map(identity))].sort((one, other) => count(other) - count(one))[0] ?? "";
}

function strays(resources: readonly StackResource[]): (Finding & { resource: StackResource })[] {
    const own = main(resources);
    return resources.flatMap((resource) => {
        const mine = identity(resource);
        const region = at(resource.props, "region");
        const regionOfStack = at(resource.provider?.props, "region");
        if (mine !== own) {
            return [
                {
                    resource,
                    wrong: `it goes through ${mine}, and the rest of the stack through ${own}`,
                    allowed: "one account and region, and one cluster, in a stack",
                    remedy: "Leave out its option provider, or make a stack of its own for it",
                },
            ];
        }
        if (typeof region !== "string" || typeof regionOfStack !== "string" || region === regionOfStack) return [];
        return [
            {
                resource,
                wrong: `region is ${shown(region)}`,
                allowed: `the stack's, ${regionOfStack}`,
                remedy: "Leave region out, or make a stack of its own for it",
            },
        ];
    });
}

export const oneProvider: StackRule = {
    name: "one-provider",
    description: "A stack is in one AWS region and one cluster, through one provider for each.",
    types: /^(aws|kubernetes):/,
    checkStack(resources) {
        const real = resources.filter(({ provider }) => provider !== undefined);
        return ["aws:", "kubernetes:"].flatMap((start) => strays(real.filter(({ type }) => type.startsWith(start))));
    },
};
