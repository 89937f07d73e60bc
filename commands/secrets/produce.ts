import { UsageError } from "../../base/error";
import type { NeededSecret } from "../../config/workload/secrets";
import { neededSecrets } from "../../config/workload/secrets";
import type { Ask } from "../frame/ask";
import { givenBy, variableOf } from "./given";
import { make, type MadeSecret } from "./make";
import type { Overlay } from "../frame/overlay";
import { directoryOf } from "./realms";
import { rollsOf, rollText, strongest } from "./rolls";
import { rotate } from "./rotate";
import type { Report } from "./shape";
import { ownLabels, type Way } from "./ways/way";

export interface ProduceOptions {
    overlay: Overlay;
    way: Way;
    /** `SECRET/KEY=FILE`, each. */
    from: readonly string[];
    /** The Secret to rotate, by its next step. */
    rotate?: string;
    /** Undefined if nobody can be asked: then nothing outside this working copy is changed. */
    ask: Ask | undefined;
    say: (line: string) => void;
    env?: NodeJS.ProcessEnv;
}

export type Produced = Pick<Report, "rotation" | "changes" | "missing">;

/** Generates the Secrets that an overlay needs, and puts new or changed ones where the chosen way keeps them. */
export async function produce(options: ProduceOptions): Promise<Produced> {
    const { overlay, way, from, rotate: rotated, ask, say, env = process.env } = options;
    const directory = directoryOf(overlay.resources);
    const all = neededSecrets(overlay.resources);
    const needed = all.filter((secret) => isOurs(secret, way.maker));
    const existing = await way.read(needed.map(({ name }) => name));
    const where = { needed, directory, existing, resources: overlay.resources };
    const rotation = rotated === undefined ? undefined : rotate(rotated, where);
    const given = new Map([...givenBy(from, needed, env), ...(rotation?.given ?? [])]);
    const made = make(needed, directory, { existing, given });
    if (rotation) say(`Rotating ${rotated}: ${rotation.step}.`);
    const secrets = made.secrets.filter(({ changed }) => changed.length > 0);
    const missing = made.missing.map(({ secret, keys, what }) => ({
        secret,
        keys: [...keys],
        what,
        variables: keys.map((key) => variableOf(secret, key)),
    }));
    const changes = await put(secrets, needed, { overlay, way, ask, say });
    if (rotation?.next !== undefined) say(`Then: ${rotation.next}.`);
    for (const one of missing) say(missingText(one));
    return { rotation: rotation ? { step: rotation.step, next: rotation.next ?? null } : null, changes, missing };
}

async function put(
    secrets: readonly MadeSecret[],
    needed: readonly NeededSecret[],
    { overlay, way, ask, say }: Pick<ProduceOptions, "overlay" | "way" | "ask" | "say">,
): Promise<Report["changes"]> {
    if (secrets.length === 0) {
        say("There is nothing to create: every Secret that can be generated exists, and they match.");
        return [];
    }
    await way.check(secrets);
    for (const { name, changed } of secrets) say(`${name}: ${changed.join(", ")}`);
    if (way.question !== undefined) {
        if (!ask)
            throw new UsageError("Nothing was changed: there is no terminal to ask on. --yes answers for machines.");
        if (!(await ask(way.question))) return [];
    }
    for (const line of await way.put(secrets)) say(line);
    const changes = secrets.map(({ name, changed }) => {
        const secret = needed.find((one) => one.name === name);
        return { secret: name, keys: [...changed], rolls: secret ? rollsOf(secret, changed) : [] };
    });
    const rolls = strongest(changes.flatMap((one) => one.rolls)).map((roll) => rollText(roll, overlay.namespace));
    const arrival = way.arrives(secrets.map(({ name }) => name));
    say([`If the platform is already running${arrival ? `, ${arrival}` : ""}:`, ...rolls].join("\n  "));
    return changes;
}

/** Neither those that others create, nor those created outside the overlay. */
const isOurs = ({ makers, madeElsewhere }: NeededSecret, kind: string | undefined): boolean =>
    madeElsewhere === undefined &&
    makers.every(
        ({ resource }) => resource.kind === kind && isLabelled(resource.object.metadata as { labels?: object }),
    );

function isLabelled({ labels = {} }: { labels?: object }): boolean {
    const [[key, value] = ["", ""]] = Object.entries(ownLabels);
    return (labels as Record<string, unknown>)[key] === value;
}

function missingText({ secret, keys, what, variables }: Report["missing"][number]): string {
    const [key = "KEY"] = keys;
    const how = [`--from ${secret}/${key}=FILE`, ...variables.slice(0, 1).map((name) => `the variable ${name}`)];
    return `Missing: ${secret} (${keys.join(", ") || "keys of its own"}): ${what}\n      pass it with ${how.join(", or ")}`;
}
