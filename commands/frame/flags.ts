import { BadUsage } from "../../base/error";
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { knownStacks, root } from "../../base/checkout";
import { didYouMean } from "./nearest";

// Flags of more than one command: one name, one meaning. Each call creates a new one.

/** A stack whose file is in this checkout: at the top, or in `examples/`. */
export const stackFlag = () =>
    new Option("--stack <name>", "a stack of this checkout, by its file Pulumi.<name>.yaml, or of examples/")
        .argParser(knownStack)
        .makeOptionMandatory();

/** An overlay of this checkout. */
export const overlayFlag = () =>
    new Option("--overlay <name>", "a folder of gitops/platform/overlays, or the path of another");

/** A stack in Pulumi's backend, or in another folder, which needs no file here. */
export const anyStackFlag = () => new Option("--stack <name>", "a stack, as pulumi stack ls names it");

/** A stack whose file is in the folder that --cwd names. */
export const stackOfFolderFlag = () =>
    new Option("--stack <name>", "a stack, by its file Pulumi.<name>.yaml in --cwd").makeOptionMandatory();

/** Settings that override a stack's file; can be given several times. */
export const configFlag = () =>
    new Option("--config <key=value...>", "a key of docs/configuration.md and its value, on top of the stack's file");

export const jsonFlag = () =>
    new Option("--json", "print JSON (docs/COMMANDS.md), and nothing else on standard output");

export const yesFlag = () => new Option("--yes", "answer yes to each question, for machines");

export const cwdFlag = () => new Option("--cwd <folder>", "the folder of Pulumi.yaml").default(root, "this checkout");

export const namespaceFlag = () => new Option("--namespace <name>", "a namespace").makeOptionMandatory();

export const kubeconfigFlag = () => new Option("--kubeconfig <file>", "default: KUBECONFIG, else ~/.kube/config");

export const contextFlag = () => new Option("--context <name>", "default: the kubeconfig's current context");

/** Kafka's own REST API, v3. */
export const kafkaRestFlag = () =>
    new Option("--kafka-rest <url>", "the REST API of Kafka's brokers, or of REST Proxy: topics, ACLs and mirrors");

export const certificateAuthorityFlag = () =>
    new Option("--certificate-authority <file>", "certificates to trust, as PEM; default: those that Node.js trusts");

export const clientCertificateFlag = () =>
    new Option("--client-certificate <file>", "the client's certificate, as PEM, for mTLS");

export const clientKeyFlag = () => new Option("--client-key <file>", "its private key, as PEM");

/** A parser for numbers. @throws InvalidArgumentError for anything else, and for negative numbers */
export function numberOf(text: string): number {
    const number = Number(text);
    if (text.trim() === "" || !(number >= 0 && Number.isFinite(number)))
        throw new InvalidArgumentError("It takes a number, such as 15.");
    return number;
}

function knownStack(name: string): string {
    const known = knownStacks();
    if (known.includes(name)) return name;
    throw new InvalidArgumentError(
        `There is no stack ${name}; this checkout has ${known.join(", ")}. ${didYouMean(name, known)}`.trim(),
    );
}

/** Splits `cluster.nodes.desired=4` into a key and a value: JSON if it is valid JSON, otherwise text. */
export function parseOverrides(settings: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(
        settings.map((setting) => {
            const at = setting.indexOf("=");
            if (at < 1)
                throw new BadUsage(
                    `--config takes KEY=VALUE, such as cluster.nodes.desired=4, not the text that was given.`,
                );
            return [setting.slice(0, at), jsonOrText(setting.slice(at + 1))];
        }),
    );
}

function jsonOrText(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}
