import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { resetOptions } from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";
import { parse } from "yaml";
import program = require("..");
import { secrets } from "../config/schema";
import { Graph, type Registration } from "./graph";
import { mocksAfter } from "./mocks";
import { project, root } from "../base/checkout";

export { project, root };

/**
 * Settings that override a stack's file, by path below the project: `{ "cluster.nodes.desired": 9 }`; undefined removes
 * one.
 */
export type Overrides = Record<string, unknown>;

type StackFile = Record<string, unknown>;

/** The committed configuration of a stack, or of an example, with overrides. */
export function stackConfig(stack: string, overrides: Overrides = {}): StackFile {
    const paths = ["", "examples"].map((folder) => join(root, folder, `Pulumi.${stack}.yaml`));
    const path = paths.find((candidate) => existsSync(candidate)) ?? "";
    const config = structuredClone(parsed(readFileSync(path, "utf8")).config);
    for (const [path, value] of Object.entries(overrides)) set(config, path, value);
    return config;
}

/** Hundreds of tests start with the same two files. */
const files = new Map<string, { config: StackFile }>();
function parsed(text: string): { config: StackFile } {
    const file = files.get(text) ?? (parse(text) as { config: StackFile });
    files.set(text, file);
    return file;
}

function set(config: StackFile, path: string, value: unknown): void {
    const [head = "", ...rest] = path.includes(":") ? [path] : path.split(".");
    const keys = [path.includes(":") ? head : `${project}:${head}`, ...rest];
    const leaf = keys.pop() ?? "";
    const parent = keys.reduce<StackFile>((at, key) => (at[key] ??= {}) as StackFile, config);
    if (value === undefined) delete parent[leaf];
    else parent[leaf] = value;
}

/** Something that the SDK contains but doesn't declare; package.json pins its exact version. */
const runtimeState = state as unknown as { getStore(): { supportsTransforms: boolean } };

/** The secrets, by name. */
const secretNames = Object.keys(secrets);

/**
 * Runs the whole program with mocks, and returns what it registered.
 * @param last outputs of the last deployment. Default: there was none
 * @throws what the program throws, such as ConfigurationError
 */
export async function runStack(
    stack: string,
    overrides: Overrides = {},
    last: Record<string, unknown> = {},
): Promise<Graph> {
    process.env.KUBECONFIG = join(__dirname, "fixtures/kubeconfig.yaml");
    // Nothing on the internet is asked for this machine's address.
    process.env.CALLER_ADDRESS ??= "";
    const config = stackConfig(stack, overrides);
    const flat = Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    pulumi.runtime.setAllConfig(
        Object.fromEntries(flat) as Record<string, string>,
        secretNames.map((name) => `${project}:${name}`),
    );
    await pulumi.runtime.setMocks(mocksAfter(last), project, stack, false, "organization");
    // The mocks turn transforms off, although they only have to let them pass.
    runtimeState.getStore().supportsTransforms = true;
    const { registrations, outputs } = watchMonitor();
    await pulumi.runtime.runInPulumiStack(() => program());
    await pulumi.runtime.disconnect();
    // The mocks' settings apply to the whole process: a real engine's program would register its resources with them
    // later.
    resetOptions("", "", -1, "", "", false, "");
    return new Graph(registrations, outputs());
}

interface RegisterRequest {
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getParent(): string;
    getProvider(): string;
    getProvidersMap(): { toObject(): [string, string][] };
    getDependenciesList(): string[];
    getProtect(): boolean;
    getImportid(): string;
    getObject(): Struct;
    getCustomtimeouts(): { getDelete(): string } | undefined;
}
type Callback = (error: Error | null, response?: { getUrn(): string }) => void;

/** Mocks only show inputs; relations between resources are read from the requests themselves. */
function watchMonitor() {
    const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource(request: RegisterRequest, callback: Callback): Promise<void>;
        registerResourceOutputs(request: { getUrn(): string; getOutputs(): Struct }, callback: Callback): void;
    };
    const registrations: Registration[] = [];
    let stackOutputs: Record<string, unknown> = {};

    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) =>
        register(request, (error, response) => {
            if (response) registrations.push(registration(request, response.getUrn()));
            callback(error, response);
        });
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request, callback) => {
        if (request.getUrn().includes("::pulumi:pulumi:Stack::")) stackOutputs = properties(request.getOutputs());
        registerOutputs(request, callback);
    };
    const outputs = () =>
        Object.fromEntries(
            Object.entries(stackOutputs).map(([key, value]) => [
                key,
                { value: unwrap(value), secret: holdsSecret(value) },
            ]),
        );
    return { registrations, outputs };
}

function registration(request: RegisterRequest, urn: string): Registration {
    const inputs = properties(request.getObject());
    return {
        urn,
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        inputs: unwrap(inputs) as Record<string, unknown>,
        secretInputs: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, holdsSecret(value)])),
        parent: request.getParent(),
        // A reference consists of the provider's URN and id; a remote component gets a map of them.
        provider: (request.getProvider() || (request.getProvidersMap().toObject()[0]?.[1] ?? "")).replace(
            /::[^:]*$/,
            "",
        ),
        dependencies: request.getDependenciesList(),
        protect: request.getProtect(),
        deleteTimeout: request.getCustomtimeouts()?.getDelete() ?? "",
        importId: request.getImportid(),
    };
}

type Struct = Parameters<typeof pulumi.runtime.deserializeProperties>[0];
const properties = (object: Struct) => pulumi.runtime.deserializeProperties(object) as Record<string, unknown>;

function unwrap(value: unknown): unknown {
    const inner: unknown = pulumi.runtime.isRpcSecret(value) ? pulumi.runtime.unwrapRpcSecret(value) : value;
    if (Array.isArray(inner)) return inner.map(unwrap);
    if (typeof inner !== "object" || inner === null || pulumi.Resource.isInstance(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, child]) => [key, unwrap(child)]));
}

function holdsSecret(value: unknown): boolean {
    if (pulumi.runtime.isRpcSecret(value)) return true;
    if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) return false;
    return Object.values(value).some(holdsSecret);
}
