/**
 * A channel option: this connection is its own.
 *
 * By default gRPC shares connections to one address in a process, those that failed and wait among them
 * (`grpc.use_local_subchannel_pool`). An engine that listens where an earlier one did was now and then called unreachable
 * without being asked: "14 UNAVAILABLE: No connection established. Last error: null".
 */
export const ownConnection = { "grpc.use_local_subchannel_pool": 1 };
