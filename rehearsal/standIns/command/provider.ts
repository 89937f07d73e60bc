/**
 * The stand-in for Pulumi's command plug-in: it really runs `local.Command`, as the plug-in does (run in
 * pulumi-command, provider/pkg/provider/local/commandOutputs.go), on a system with /bin/sh. Of its inputs, it supports
 * the three commands, `environment`, `stdin` and `triggers`.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { root } from "../../../base/checkout";
import { difference } from "../diff";
import type { Change, CheckOutcome, Session, StandIn, State, Subject } from "../provider";
import { markSecretsLike, reveal, type PropertyMap } from "../values";

const COMMAND = "command:local:Command";
const played = ["create", "update", "delete", "environment", "stdin", "triggers"];

interface Inputs {
    readonly create?: string;
    readonly update?: string;
    readonly delete?: string;
    readonly environment?: Record<string, string>;
    readonly stdin?: string;
}

class CommandSession implements Session {
    constructor(private readonly isImagined: boolean) {}

    private readonly cancelled = new AbortController();

    cancel(): void {
        this.cancelled.abort();
    }

    check({ type }: Subject, _olds: PropertyMap, news: PropertyMap): CheckOutcome {
        if (type !== COMMAND) throw new Error(`the command stand-in does not play ${type}`);
        const strange = Object.keys(news).find((name) => !played.includes(name));
        if (strange) throw new Error(`the command stand-in does not play the input ${strange}`);
        return { inputs: news };
    }

    diff(_subject: Subject, oldInputs: PropertyMap, news: PropertyMap) {
        return { changes: difference(oldInputs, news, ["triggers"]) };
    }

    async create({ urn }: Subject, inputs: PropertyMap, { preview }: Change): Promise<State> {
        const id = createHash("sha256").update(urn).digest("hex").slice(0, 16);
        return { id: preview ? "" : id, state: await this.made(inputs, "create", preview) };
    }

    read(_subject: Subject, id: string, state: PropertyMap, inputs: PropertyMap): Promise<State> {
        return Promise.resolve({ id, state, inputs });
    }

    update(_subject: Subject, _old: State, news: PropertyMap, { preview }: Change): Promise<PropertyMap> {
        const { update } = reveal(news) as Inputs;
        return this.made(news, update === undefined ? "create" : "update", preview);
    }

    async delete(_subject: Subject, _id: string, state: PropertyMap, { say }: Change): Promise<void> {
        await this.run(reveal(state) as Inputs, "delete", say);
    }

    invoke(token: string): PropertyMap {
        throw new Error(`the command stand-in does not play the function ${token}`);
    }

    private async made(inputs: PropertyMap, which: "create" | "update", preview: boolean): Promise<PropertyMap> {
        const stdout = preview ? "" : await this.run(reveal(inputs) as Inputs, which);
        return markSecretsLike(inputs, { ...(reveal(inputs) as PropertyMap), stdout, stderr: "" }) as PropertyMap;
    }

    /** @returns what the command wrote. @throws Error with the same text, in the plug-in's format, if the command fails */
    private run(inputs: Inputs, which: keyof Inputs & ("create" | "update" | "delete"), say?: Change["say"]) {
        const command = inputs[which];
        if (command === undefined) return Promise.resolve("");
        if (this.isImagined) {
            say?.(`not run, for the cluster is only imagined: ${command}`);
            return Promise.resolve("");
        }
        return new Promise<string>((resolve, reject) => {
            const child = spawn("/bin/sh", ["-c", command], {
                // Where the engine starts its plug-ins: the folder of Pulumi.yaml.
                cwd: root,
                env: { ...process.env, ...inputs.environment },
                signal: this.cancelled.signal,
            });
            const lines: string[] = [];
            for (const output of [child.stdout, child.stderr]) {
                createInterface({ input: output }).on("line", (line) => {
                    lines.push(line);
                    say?.(line);
                });
            }
            child.once("error", reject);
            child.once("close", (code) => {
                if (code === 0) resolve(lines.join("\n"));
                else
                    reject(
                        new Error(`exit status ${code}: running ${JSON.stringify(command)}:\n${lines.join("\n")}\n`),
                    );
            });
            child.stdin.on("error", () => undefined);
            child.stdin.end(inputs.stdin ?? "");
        });
    }
}

/**
 * @param isImagined whether there is only an imagined cluster: then no command runs, because what it would query
 * doesn't exist
 */
export function commandStandIn(version: string, isImagined = false): StandIn {
    return { name: "command", version, open: () => new CommandSession(isImagined) };
}
