/** Converts a thrown error to a gRPC status that the engine understands. */
import { Metadata, status, type StatusObject } from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { PartialFailure } from "./provider";
import { toStruct } from "./wire";

export function failure(error: unknown): Partial<StatusObject> & { code: status; details: string } {
    const details = error instanceof Error ? error.message : String(error);
    if (!(error instanceof PartialFailure)) {
        return { code: status.UNKNOWN, details };
    }
    const { id, state, inputs } = error.made;
    const detail = new ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(toStruct(state));
    if (inputs !== undefined) {
        detail.setInputs(toStruct(inputs));
    }
    detail.setReasonsList([...error.reasons]);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const rich = new Status();
    rich.setCode(status.UNKNOWN);
    rich.setMessage(details);
    rich.addDetails(any);
    const metadata = new Metadata();
    // Go's gRPC reads structured details from this header; grpc-js has no other way to send them.
    metadata.set("grpc-status-details-bin", Buffer.from(rich.serializeBinary()));
    return { code: status.UNKNOWN, details, metadata };
}
