import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { variableOf } from "../../commands/secrets/given";
import { list } from "../../commands/secrets/list";
import { applySecrets, overlayIn } from "../../commands/demo/secrets";
import type { DrillStage } from "./drillStage";

/**
 * Makes the command `secrets` create and apply what an overlay refers to. Everything that only a user could provide is
 * the same text: nothing reads it here.
 */
export async function makeSecrets(on: DrillStage, path: string): Promise<string[]> {
    const { repository } = on.gitOps;
    const given = list(overlayIn(repository, path)).secrets.filter(({ origin }) => origin === "given");
    const keys = given.flatMap(({ name, keys }) => keys.map((key) => variableOf(name, key)));
    const env = Object.fromEntries(keys.map((variable) => [variable, "given by the drill"]));
    const file = join(on.controlPlane.dataDir, "given.txt");
    writeFileSync(file, "given by the drill");
    const from = given.filter(({ keys }) => keys.length === 0).map(({ name }) => `${name}/any.txt=${file}`);
    return applySecrets({ api: on.api, repository }, path, { env, from });
}
