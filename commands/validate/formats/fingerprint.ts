import { createHash } from "node:crypto";
import type { Finding } from "../shape";

/** What stays the same of a finding where only lines above it come or go. */
export const fingerprintOf = ({ rule, file, object, why }: Finding): string =>
    createHash("sha256")
        .update(JSON.stringify([rule, file, object, why]))
        .digest("hex");
