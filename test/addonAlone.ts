import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { check } from "../config/check";
import type { Problem } from "../config/problems";
import { readStackFile } from "../config/stackFile";
import { root } from "./harness";
import { byReader } from "./overlays";

/** Runs `use` with a folder of addons that has the one in `gitops/addons/NAME` alone. */
export function withAddon<T>(name: string, use: (path: string) => T): T {
    const folder = mkdtempSync(join(root, "test/fixtures/overlay-"));
    try {
        writeFileSync(join(folder, "kustomization.yaml"), `resources: [../../../gitops/addons/${name}]\n`);
        return use(relative(root, folder));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** What is refused of an example's stack with that addon alone, and its images and pull secrets at a mirror. */
export const problemsOfAddon = (name: string, stack: string): readonly Problem[] =>
    withAddon(name, (addons) => {
        const { config } = readStackFile(stack, { "gitops.addons": addons });
        const groups = Object.fromEntries(
            Object.entries(config).flatMap(([key, value]) =>
                key.startsWith("confluent-gitops:") ? [[key.slice("confluent-gitops:".length), value]] : [],
            ),
        );
        const { problems } = check({
            groups: { ...groups, mirrors: { images: "registry.example.com/mirror" } },
            secrets: {
                imagePullSecret: { value: '{"auths":{"registry.example.com":{"auth":"dTpw"}}}', encrypted: true },
            },
            region: "eu-central-1",
            root,
            rendered: byReader,
            today: "2026-11-27",
        });
        return problems;
    });
