/**
 * A channel option that makes a connection separate from others.
 *
 * By default, gRPC shares connections to the same address within a process, including those that failed and are waiting
 * (`grpc.use_local_subchannel_pool`). An engine that listened on an earlier one's port was occasionally reported as
 * unreachable without a connection attempt: "14 UNAVAILABLE: No connection established. Last error: null".
 */
export const ownConnection = { "grpc.use_local_subchannel_pool": 1 };
