/**
 * Resources that a program passes to a component arrive as references; the SDK asks the engine for their outputs if it
 * knows their type. This file declares what the components read from them.
 */
import { ComponentResource } from "@pulumi/pulumi/resource";
import { registerResourceModule } from "@pulumi/pulumi/runtime/rpc";
import { packageVersion } from "../packages";
import { StandInResource } from "./child";

function blank(outputs: readonly string[]): Record<string, undefined> {
    return Object.fromEntries(outputs.map((name) => [name, undefined]));
}

/** Types by module, with the outputs that are read. */
const CUSTOM: Readonly<Record<string, readonly string[]>> = {
    "aws:eks/cluster": ["name", "arn", "version", "endpoint", "certificateAuthority", "vpcConfig"],
    "aws:iam/role": ["name", "arn"],
    "aws:ec2/securityGroup": ["arn"],
};

export function registerReferences(): void {
    for (const [module, outputs] of Object.entries(CUSTOM)) {
        const [pkg = "", mod = ""] = module.split(":");
        registerResourceModule(pkg, mod, {
            version: packageVersion(pkg),
            construct: (name, type, urn) => new StandInResource(type, name, blank(outputs), { urn }),
        });
    }
    registerResourceModule("eks", "index", {
        version: packageVersion("eks"),
        construct: (name, type, urn) => new ComponentResource(type, name, blank(["core", "eksCluster"]), { urn }),
    });
}
