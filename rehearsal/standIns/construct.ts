/**
 * Constructs a remote component in this process: the SDK's runtime connects to the engine that calls, in a separate
 * store, so that several components can be constructed at the same time.
 *
 * `provider.main` in the SDK does the same, but runs its process's only server, drops Configure's values, and can't
 * serve custom resources as well.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Alias, ComponentResourceOptions, Inputs, ProviderResource, Resource } from "@pulumi/pulumi";
import { output } from "@pulumi/pulumi/output";
import { ConstructResponse, type ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import * as server from "@pulumi/pulumi/provider/server";
import * as resources from "@pulumi/pulumi/resource";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import * as settings from "@pulumi/pulumi/runtime/settings";
import "../engine/connections";
import * as state from "@pulumi/pulumi/runtime/state";
import type { Session } from "./provider";

/** Something that the SDK contains but doesn't declare; package.json pins its exact version, and the engine tests cover it. */
interface Undeclared {
    readonly withLocalStorage: <T>(run: () => Promise<T>) => Promise<T>;
    readonly deserializeInputs: (inputs: Struct, dependencies: unknown) => Promise<Inputs>;
    readonly awaitFeatureSupport: () => Promise<void>;
    readonly waitForRPCs: () => Promise<void>;
    readonly DependencyResource: new (urn: string) => Resource;
    readonly DependencyProviderResource: new (reference: string) => ProviderResource;
    readonly setAllConfig: (config: Record<string, string>, secretKeys: string[]) => void;
}
const sdk = { ...server, ...resources, ...settings, ...state, setAllConfig } as unknown as Undeclared;

const inFlight = new AsyncLocalStorage<(error: unknown) => void>();

/**
 * Makes the construct fail if a child's registration was rejected. The engine only tells the child, and if nothing uses
 * its outputs, nothing waits for it: the component would look complete.
 */
process.on("unhandledRejection", (error) => {
    const fail = inFlight.getStore();
    if (fail === undefined) {
        process.stderr.write(`stand-in: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    } else {
        fail(error);
    }
});

export async function construct(
    request: ConstructRequest,
    session: Session,
    engineAddress: string,
): Promise<ConstructResponse> {
    return new Promise((resolve, reject) => {
        inFlight.run(reject, () => {
            sdk.withLocalStorage(() => constructIn(request, session, engineAddress)).then(resolve, reject);
        });
    });
}

async function constructIn(request: ConstructRequest, session: Session, engineAddress: string) {
    const [type, name] = [request.getType(), request.getName()];
    if (session.construct === undefined) {
        throw new Error(`the stand-in plays no component ${type}`);
    }
    settings.resetOptions(
        request.getProject(),
        request.getStack(),
        request.getParallel(),
        engineAddress,
        request.getMonitorendpoint(),
        request.getDryrun(),
        request.getOrganization(),
    );
    await sdk.awaitFeatureSupport();
    sdk.setAllConfig(Object.fromEntries(request.getConfigMap().entries()), request.getConfigsecretkeysList());

    const inputs = await sdk.deserializeInputs(request.getInputs() ?? new Struct(), request.getInputdependenciesMap());
    const made = await session.construct(type, name, inputs, options(request));

    const response = new ConstructResponse();
    response.setUrn(await promised(output(made.urn as string)));
    const [outputs, dependencies] = await rpc.serializeResourceProperties(`construct(${type}, ${name})`, made.state);
    for (const [key, on] of dependencies) {
        const entry = new ConstructResponse.PropertyDependencies();
        entry.setUrnsList(await Promise.all([...on].map(({ urn }) => promised(urn))));
        response.getStatedependenciesMap().set(key, entry);
    }
    response.setState(Struct.fromJavaScript(outputs));
    await sdk.waitForRPCs();
    // A rejection that nothing waits for is reported after the promises that are due now.
    await new Promise((resolve) => setImmediate(resolve));
    return response;
}

function options(request: ConstructRequest): ComponentResourceOptions {
    const deletedWith = request.getDeletedwith();
    const timeouts = request.getCustomtimeouts()?.toObject();
    return {
        aliases: aliases(request),
        dependsOn: request.getDependenciesList().map((urn) => new sdk.DependencyResource(urn)),
        ...(request.hasProtect() ? { protect: request.getProtect() } : {}),
        providers: Object.fromEntries(
            [...request.getProvidersMap().entries()].map(([pkg, reference]) => [
                pkg,
                new sdk.DependencyProviderResource(reference),
            ]),
        ),
        ...(request.getParent() === "" ? {} : { parent: new sdk.DependencyResource(request.getParent()) }),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        ...(timeouts === undefined ? {} : { customTimeouts: timeouts }),
        ...(request.hasRetainondelete() ? { retainOnDelete: request.getRetainondelete() } : {}),
        ...(deletedWith === "" ? {} : { deletedWith: new sdk.DependencyResource(deletedWith) }),
    };
}

function aliases(request: ConstructRequest): (string | Alias)[] {
    return request.getAliasesList().map((alias) => {
        const spec = alias.getSpec();
        if (spec === undefined) {
            return alias.getUrn();
        }
        const parent = spec.getNoparent() ? resources.rootStackResource : spec.getParenturn();
        return {
            ...(spec.getName() === "" ? {} : { name: spec.getName() }),
            ...(spec.getType() === "" ? {} : { type: spec.getType() }),
            ...(spec.getStack() === "" ? {} : { stack: spec.getStack() }),
            ...(spec.getProject() === "" ? {} : { project: spec.getProject() }),
            ...(parent === "" ? {} : { parent }),
        };
    });
}

/** An output's value; the SDK's `promise` is undeclared. */
function promised(value: unknown): Promise<string> {
    return (value as { promise(): Promise<string> }).promise();
}
