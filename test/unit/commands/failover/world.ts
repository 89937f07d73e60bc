import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Live } from "../../../../commands/failover/cluster";
import { type Facts, factsOf } from "../../../../commands/failover/facts";
import type { Lag } from "../../../../commands/failover/lags";
import type { KubernetesObject } from "../../../../kubernetes";
import { pathOf, putOnDev, type RegionName, regionNames } from "../../../drRegions";
import { root } from "../../../harness";

/** A checkout with both regions' stacks and overlays, on the overlay dev. */
export class Regions {
    readonly folder = mkdtempSync(join(tmpdir(), "failover-"));

    constructor() {
        cpSync(join(root, "gitops"), join(this.folder, "gitops"), { recursive: true });
        putOnDev(this.folder);
        for (const stack of regionNames)
            cpSync(join(root, `examples/Pulumi.${stack}.yaml`), join(this.folder, `Pulumi.${stack}.yaml`));
    }

    private known: Record<string, Facts> = {};

    /** Each one's state in Git, read once until it changes. */
    get standby(): Facts {
        return (this.known.standby ??= factsOf("dr-standby", this.folder));
    }
    get primary(): Facts {
        return (this.known.primary ??= factsOf("dr-primary", this.folder));
    }
    read = (file: string): string => readFileSync(join(this.folder, file), "utf8");
    write(file: string, text: string): void {
        writeFileSync(join(this.folder, file), text);
        this.known = {};
    }
    apply(patch: string): void {
        execFileSync("git", ["apply"], { cwd: this.folder, input: patch });
        this.known = {};
    }
    remove = (): void => rmSync(this.folder, { recursive: true });
}

/** A ClusterLink as the operator leaves it; topics by their status, and what its spec sets for some. */
export const link = (
    topics: Record<string, string>,
    told: Record<string, "PROMOTE" | "FAILOVER" | "ACTIVE"> = {},
): KubernetesObject => ({
    apiVersion: "platform.confluent.io/v1beta1",
    kind: "ClusterLink",
    metadata: { name: "from-source", namespace: "confluent" },
    spec: { mirrorTopics: Object.entries(told).map(([name, state]) => ({ name, state })) },
    status: {
        clusterLinkName: "from-source",
        mirrorTopics: Object.fromEntries(Object.entries(topics).map(([topic, status]) => [topic, { status }])),
    },
});

export const live = (stack: RegionName, ...links: KubernetesObject[]): Live => ({
    application: {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "Application",
        metadata: { name: "confluent-platform" },
        spec: { source: { path: pathOf(stack) } },
    },
    links,
});

/** A topic's lag, all of it in one partition. */
export const lag = (messages: number, status = "ACTIVE", fetched = 500): Lag => ({
    status,
    messages,
    worst: { partition: 2, messages, fetched },
});
