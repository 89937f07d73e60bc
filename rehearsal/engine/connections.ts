/** Imported for its effect: each connection that Pulumi's SDK makes in this process is its own. The SDK closes none. */
import * as settings from "@pulumi/pulumi/runtime/settings";
import { ownConnection } from "./ownConnection";

/** What the SDK has but does not declare; held still by the exact version in package.json. */
export const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };

Object.assign(grpcClientOptions, ownConnection);
