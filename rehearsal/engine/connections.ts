/**
 * Imported for its effect: each connection that Pulumi's SDK makes in this process is its own.
 *
 * By default gRPC shares connections to one address in a process, those that failed and wait among them
 * (`grpc.use_local_subchannel_pool`). The SDK closes none, so an engine that listens where an earlier one of this process did
 * was now and then called unreachable without being asked: "14 UNAVAILABLE: No connection established. Last error: null".
 */
import * as settings from "@pulumi/pulumi/runtime/settings";

/** What the SDK has but does not declare; held still by the exact version in package.json. */
export const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };

grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
