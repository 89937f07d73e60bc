/**
 * Imported for its side effect: each connection that Pulumi's SDK makes in this process is separate. The SDK closes
 * none.
 */
import * as settings from "@pulumi/pulumi/runtime/settings";
import { ownConnection } from "./ownConnection";

/** Something that the SDK contains but doesn't declare; package.json pins its exact version. */
export const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };

Object.assign(grpcClientOptions, ownConnection);
