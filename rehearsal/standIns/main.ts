/**
 * The stand-ins' process. Its first line of input contains the options as JSON (not an argument: a kubeconfig may
 * contain a token, and arguments are public); its first line of output contains the ports. It ends when its input
 * closes, which also happens if its parent is killed.
 */
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { StandInOptions, StandInKind } from "./options";
import { providerService } from "./service";

const later = createRequire(__filename);

/** Loading keeps the process busy, so the ports are reported first. */
const LOAD_AFTER_MS = 20;

/** Resolves once a port is bound; the stand-in itself is loaded while the engine starts. */
async function serve(kind: StandInKind, options: StandInOptions): Promise<number> {
    const server = new Server({ "grpc.max_receive_message_length": 400 << 20 });
    const loading = new Promise((resolve) => setTimeout(resolve, LOAD_AFTER_MS)).then(() =>
        (later("./kinds") as typeof import("./kinds")).standIn(kind, options),
    );
    server.addService(ResourceProviderService, providerService(loading));
    return new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
            error === null ? resolve(port) : reject(error),
        ),
    );
}

// Ctrl-C reaches the whole process group, and the engine still needs its providers to end in order.
process.on("SIGINT", () => undefined);

const input = createInterface({ input: process.stdin });
input.on("close", () => process.exit(0));
input.once("line", (line) => {
    const options = JSON.parse(line) as StandInOptions;
    Promise.all(options.kinds.map(async (kind) => [kind, await serve(kind, options)] as const)).then(
        (ports) => process.stdout.write(`${JSON.stringify(Object.fromEntries(ports))}\n`),
        (error: unknown) => {
            process.stderr.write(`${String(error)}\n`);
            process.exit(1);
        },
    );
});
