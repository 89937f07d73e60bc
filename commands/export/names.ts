import { createHash } from "node:crypto";

/** The form of most objects' names in Kubernetes (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/). */
const isName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * A name that Kubernetes accepts, for one from Kafka, which may contain capitals and underscores. A changed name ends
 * in a hash, so that `a_b` and `a.b` stay different.
 */
export function objectNameOf(name: string): string {
    if (isName.test(name) && name.length <= 253) return name;
    const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
    const plain = name
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, "-")
        .split(".")
        .map((part) => part.replace(/^-+|-+$/g, ""))
        .filter(Boolean)
        .join(".")
        .slice(0, 240)
        .replace(/[.-]+$/, "");
    return plain ? `${plain}-${hash}` : hash;
}
