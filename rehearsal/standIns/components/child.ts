/** Children of a component's stand-in, registered by type token, because loading @pulumi/aws would take seconds. */
import type { CustomResourceOptions, Inputs, Output, Resource } from "@pulumi/pulumi";
import { Output as SdkOutput } from "@pulumi/pulumi/output";
import { ComponentResource, CustomResource, ProviderResource } from "@pulumi/pulumi/resource";
import { broughtVersion, type ComponentPackage } from "../packages";

/** A resource whose inputs and named outputs are read by name. */
export type Child = CustomResource & { readonly [output: string]: Output<string> };

/** A component's arguments: plain values and outputs, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A resource with any type token. */
export class StandInResource extends CustomResource {}

/**
 * Registers the children of a package's components with the SDK versions that the package's own program uses: for each
 * of them, the engine creates a default provider beside the program's, such as `default_7_25_0`.
 */
export const childrenOf =
    (component: ComponentPackage) =>
    /** @param outputs names of outputs that aren't inputs and are read later */
    (
        type: string,
        name: string,
        inputs: Arguments,
        options: CustomResourceOptions & { readonly parent: Resource },
        outputs: readonly string[] = ["arn"],
    ): Child => {
        const absent = outputs.filter((output) => !(output in inputs)).map((output) => [output, undefined]);
        const [pkg = ""] = type.split(":");
        const made = new StandInResource(
            type,
            name,
            { ...inputs, ...(Object.fromEntries(absent) as Arguments) },
            { version: broughtVersion(component, pkg), ...options },
        );
        return made as Child;
    };

/** @throws Error if the argument is an output: the real component only accepts a plain value */
export function plain<T>(inputs: Arguments, name: string): T | undefined {
    const value = inputs[name];
    if (SdkOutput.isInstance(value)) {
        throw new Error(`${name} must be a plain value, not an output: it decides which resources are made`);
    }
    return value as T | undefined;
}

/** The component itself. The caller has to call `registerOutputs`. */
export class StandInComponent extends ComponentResource {
    /** Public here, because the functions that create the children aren't methods. */
    finish(outputs: Inputs): void {
        this.registerOutputs(outputs);
    }
}

/** The Kubernetes provider that an `eks` component creates. */
export class KubernetesProvider extends ProviderResource {
    constructor(name: string, inputs: Inputs, options: { readonly parent: Resource }) {
        super("kubernetes", name, inputs, { version: broughtVersion("eks", "kubernetes"), ...options });
    }
}
