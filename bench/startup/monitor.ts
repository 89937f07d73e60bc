import {
    type sendUnaryData,
    Server,
    ServerCredentials,
    type ServerUnaryCall,
    type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as wire from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Answers a program like the engine in a preview, but immediately and without doing anything. */
export interface Monitor {
    /** The value for `--monitor` and `--engine`. */
    address: string;
    /** What was registered, each a line of JSON, in alphabetical order, because a program has no fixed order. */
    registered(): string[];
    /** What the program logged as an error. */
    errors: string[];
    stop(): void;
}

/** @param stack and project: part of the URNs */
export async function startMonitor(project: string, stack: string): Promise<Monitor> {
    const registrations: string[] = [];
    const errors: string[] = [];
    const server = new Server({ "grpc.max_receive_message_length": 400 << 20 });
    const register = (request: wire.RegisterResourceRequest) => {
        registrations.push(JSON.stringify(described(request)));
        return registered(request, `urn:pulumi:${stack}::${project}`);
    };
    server.addService(ResourceMonitorService, monitorCalls(register));
    server.addService(
        EngineService,
        engineCalls((message) => errors.push(message)),
    );
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        ),
    );
    return {
        address: `127.0.0.1:${port}`,
        registered: () => [...registrations].sort(),
        errors,
        stop: () => server.forceShutdown(),
    };
}

type Handler<Request, Response> = (
    call: Pick<ServerUnaryCall<Request, Response>, "request">,
    callback: sendUnaryData<Response>,
) => void;

const answer =
    <Request, Response>(respond: (request: Request) => Response): Handler<Request, Response> =>
    ({ request }, callback) =>
        callback(null, respond(request));

/** The answers to the program's calls to AWS; the provider knows them without calling it. */
const results: Readonly<Record<string, { [name: string]: string }>> = {
    "aws:index/getPartition:getPartition": { partition: "aws" },
};

/** A call that is missing here is answered with UNIMPLEMENTED by the server, and makes the program fail. */
function monitorCalls(
    register: (request: wire.RegisterResourceRequest) => wire.RegisterResourceResponse,
): UntypedServiceImplementation {
    return {
        supportsFeature: answer(() => new wire.SupportsFeatureResponse().setHassupport(true)),
        registerResource: answer(register),
        registerResourceOutputs: answer(() => new Empty()),
        invoke: answer((request: wire.ResourceInvokeRequest) => {
            const result = results[request.getTok()];
            if (!result) throw new Error(`Nothing here answers ${request.getTok()}`);
            return new InvokeResponse().setReturn(Struct.fromJavaScript(result));
        }),
        registerPackage: answer(() => new wire.RegisterPackageResponse().setRef("package")),
        signalAndWaitForShutdown: answer(() => new Empty()),
    };
}

function engineCalls(onError: (message: string) => void): UntypedServiceImplementation {
    let root = "";
    return {
        log: answer((request: engine.LogRequest) => {
            if (request.getSeverity() === engine.LogSeverity.ERROR) onError(request.getMessage());
            return new Empty();
        }),
        getRootResource: answer(() => new engine.GetRootResourceResponse().setUrn(root)),
        setRootResource: answer((request: engine.SetRootResourceRequest) => {
            root = request.getUrn();
            return new engine.SetRootResourceResponse();
        }),
    };
}

function described(request: wire.RegisterResourceRequest) {
    return {
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        dependencies: [...request.getDependenciesList()].sort(),
        inputs: request.getObject()?.toJavaScript(),
    };
}

/** The answer in a preview: no id yet, no outputs except the inputs, and none for a remote component. */
function registered(request: wire.RegisterResourceRequest, prefix: string): wire.RegisterResourceResponse {
    const above = request.getParent().split("::")[2];
    const types =
        above && !above.startsWith("pulumi:pulumi:Stack") ? `${above}$${request.getType()}` : request.getType();
    const response = new wire.RegisterResourceResponse().setUrn(`${prefix}::${types}::${request.getName()}`);
    return request.getRemote() ? response : response.setObject(request.getObject());
}
