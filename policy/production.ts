/** Whether a stack is for production: by a part of its name, so that `prod`, `eu-prod` and `production-2` are, and `product` is not. */
export const isProduction = (stack: string): boolean => /(^|-)prod(uction)?($|-)/.test(stack);

/** The stack in a URN: `urn:pulumi:STACK::PROJECT::TYPES::NAME` (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns). */
export const stackOf = (urn: string): string => /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
