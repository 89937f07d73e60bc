/** The gRPC service `pulumirpc.ResourceProvider` for a stand-in. */
import { type sendUnaryData, type ServerUnaryCall, type UntypedServiceImplementation, status } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { construct } from "./construct";
import { tellEngine } from "./engineLog";
import { failure } from "./failure";
import type { Session, StandIn, Subject } from "./provider";
import { checkResponse, diffResponse } from "./responses";
import { fromStruct, toStruct } from "./wire";

function subject(request: { getUrn(): string }): Subject {
    const urn = request.getUrn();
    const [, , types = "", ...name] = urn.split("::");
    return { urn, type: types.split("$").at(-1) ?? types, name: name.join("::") };
}

function change(request: { getTimeout(): number; getPreview?(): boolean }) {
    const timeoutSeconds = request.getTimeout();
    return { preview: request.getPreview?.() ?? false, ...(timeoutSeconds > 0 ? { timeoutSeconds } : {}) };
}

interface Connection {
    readonly session: Session;
    /** Where the engine listens for log lines, `HOST:PORT`. */
    readonly engineAddress: string;
}

/** Handlers for a stand-in, which may still be loading: the engine's first call waits for it. */
export function providerService(standIn: Promise<StandIn>): UntypedServiceImplementation {
    // The engine configures each provider resource over a separate connection, and no later call names the provider
    // resource: only the connection distinguishes two kubeconfigs.
    const connections = new Map<string, Promise<Connection>>();

    function connection(peer: string): Promise<Connection> {
        return connections.get(peer) ?? connect(peer, "");
    }

    function connect(peer: string, engineAddress: string): Promise<Connection> {
        const made = standIn.then((loaded) => ({ session: loaded.open(), engineAddress }));
        connections.set(peer, made);
        return made;
    }

    function handle<Request, Response>(
        answer: (request: Request, session: Session, engineAddress: string) => Response | Promise<Response>,
    ) {
        return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
            const opened = connection(call.getPeer());
            // A plug-in of Pulumi's ends with its engine, also one that is killed. So does what it waits for, although AWS goes on with
            // what it was told.
            let isAnswered = false;
            call.on("cancelled", () => {
                if (!isAnswered) void opened.then(({ session }) => session.cancel?.());
            });
            opened
                .then(({ session, engineAddress }) => answer(call.request, session, engineAddress))
                .finally(() => (isAnswered = true))
                .then(
                    (response) => callback(null, response),
                    (error: unknown) => callback(failure(error)),
                );
        };
    }

    const unimplemented = (_call: unknown, callback: sendUnaryData<unknown>): void =>
        callback({ code: status.UNIMPLEMENTED, details: "not played by the stand-in" });

    return {
        handshake: unimplemented,
        parameterize: unimplemented,
        getMapping: unimplemented,
        getMappings: unimplemented,
        call: unimplemented,
        list: (call: { emit(event: "error", error: object): void }) =>
            call.emit("error", { code: status.UNIMPLEMENTED, details: "not played by the stand-in" }),
        cancel: handle((_request: Empty, to) => {
            to.cancel?.();
            return new Empty();
        }),
        attach: (call: ServerUnaryCall<plugin.PluginAttach, Empty>, callback: sendUnaryData<Empty>): void => {
            // Connects again, because the port may have belonged to an earlier engine's connection.
            connect(call.getPeer(), call.request.getAddress()).then(
                () => callback(null, new Empty()),
                (error: unknown) => callback(failure(error)),
            );
        },
        getPluginInfo: handle(async () => {
            const info = new plugin.PluginInfo();
            info.setVersion((await standIn).version);
            return info;
        }),
        getSchema: handle(async () => {
            const { name, version } = await standIn;
            const response = new wire.GetSchemaResponse();
            response.setSchema(JSON.stringify({ name, version }));
            return response;
        }),
        checkConfig: handle((request: wire.CheckRequest, to) => {
            const news = fromStruct(request.getNews());
            return checkResponse(to.checkConfig?.(news) ?? { inputs: news });
        }),
        diffConfig: handle((request: wire.DiffRequest, to) => {
            const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
            return diffResponse(to.diffConfig?.(olds, fromStruct(request.getNews())) ?? { changes: [] });
        }),
        configure: handle((request: wire.ConfigureRequest, to) => {
            to.configure?.(fromStruct(request.getArgs()));
            const response = new wire.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setAcceptresources(true);
            response.setSupportspreview(true);
            response.setAcceptoutputs(to.acceptsOutputs ?? false);
            return response;
        }),
        check: handle(async (request: wire.CheckRequest, to) =>
            checkResponse(
                await to.check(subject(request), fromStruct(request.getOlds()), fromStruct(request.getNews())),
            ),
        ),
        diff: handle((request: wire.DiffRequest, to) => {
            const olds = fromStruct(request.getOlds());
            const oldInputs = request.getOldInputs();
            const before = oldInputs === undefined ? olds : fromStruct(oldInputs);
            return diffResponse(to.diff(subject(request), before, fromStruct(request.getNews()), olds));
        }),
        create: handle(async (request: wire.CreateRequest, to) => {
            const made = await to.create(subject(request), fromStruct(request.getProperties()), change(request));
            const response = new wire.CreateResponse();
            response.setId(made.id);
            response.setProperties(toStruct(made.state));
            return response;
        }),
        read: handle(async (request: wire.ReadRequest, to) => {
            const [state, inputs] = [fromStruct(request.getProperties()), fromStruct(request.getInputs())];
            const found = await to.read(subject(request), request.getId(), state, inputs);
            const response = new wire.ReadResponse();
            if (found !== undefined) {
                response.setId(found.id);
                response.setProperties(toStruct(found.state));
                response.setInputs(toStruct(found.inputs ?? inputs));
            }
            return response;
        }),
        update: handle(async (request: wire.UpdateRequest, to) => {
            const old = {
                id: request.getId(),
                state: fromStruct(request.getOlds()),
                inputs: fromStruct(request.getOldInputs()),
            };
            const response = new wire.UpdateResponse();
            const news = fromStruct(request.getNews());
            response.setProperties(toStruct(await to.update(subject(request), old, news, change(request))));
            return response;
        }),
        delete: handle(async (request: wire.DeleteRequest, to, engineAddress) => {
            const state = fromStruct(request.getProperties());
            const say = (line: string) => tellEngine(engineAddress, request.getUrn(), line);
            await to.delete(subject(request), request.getId(), state, { ...change(request), say });
            return new Empty();
        }),
        invoke: handle((request: wire.InvokeRequest, to) => {
            const response = new wire.InvokeResponse();
            response.setReturn(toStruct(to.invoke(request.getTok(), fromStruct(request.getArgs()))));
            return response;
        }),
        construct: handle((request: wire.ConstructRequest, to, engineAddress) => construct(request, to, engineAddress)),
    };
}
