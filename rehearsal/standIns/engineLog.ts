/** The engine's log, to which a plug-in can write. */
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ownConnection } from "../engine/ownConnection";

const clients = new Map<string, EngineClient>();

/**
 * Shows a line beside a resource until the next one: LogStatus in the SDKs for plug-ins.
 *
 * @param address where the engine listens, `HOST:PORT`; if it no longer does, the line is lost
 */
export function tellEngine(address: string, urn: string, line: string): void {
    if (address === "") return;
    const client = clients.get(address) ?? new EngineClient(address, credentials.createInsecure(), ownConnection);
    clients.set(address, client);
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(line);
    request.setUrn(urn);
    request.setEphemeral(true);
    client.log(request, () => undefined);
}
