import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The stacks of two regions, and their overlays. */
export const regionNames = ["dr-primary", "dr-standby"] as const;
export type RegionName = (typeof regionNames)[number];

export const pathOf = (name: RegionName) => `gitops/platform/overlays/${name}`;

/**
 * Puts both regions' overlays, with their links as they are, on the overlay dev: rendering `secure` takes a second each time, and minutes on a
 * stage. So they have no load balancers.
 *
 * @param folder a checkout that may be changed
 */
export function putOnDev(folder: string): void {
    const needed = ["kafka-rest-class", "network-policies"];
    const lines = needed.map((name) => `  - ../../components/${name}\n`).join("");
    for (const name of regionNames) {
        const file = join(folder, pathOf(name), "kustomization.yaml");
        const text = readFileSync(file, "utf8").replace("  - ../secure", "  - ../dev");
        writeFileSync(file, text.replace("  - region\n", lines));
    }
}
