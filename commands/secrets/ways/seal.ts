import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parse } from "yaml";
import { UsageError } from "../../../base/error";
import { isObject } from "../../../config/kustomize/json";
import { foldersOf, isExecutable } from "../../../tools/executable";
import { storeFolder } from "../../../tools/store";
import type { MadeSecret, Values } from "../make";
import type { Overlay } from "../../frame/overlay";
import { writeManifests } from "./files";
import { ownLabels, secretObject, type Way } from "./way";

export interface SealOptions {
    overlay: Overlay;
    /** A file with the certificate of the Sealed Secrets controller; undefined to ask the cluster. */
    certificate: string | undefined;
    /** kubeseal's arguments for the cluster: `--kubeconfig`, `--context`. */
    cluster: readonly string[];
    /** Reads the existing Secrets in the cluster; undefined if it must not be called. */
    read: ((names: readonly string[]) => Promise<ReadonlyMap<string, Values>>) | undefined;
    /** Names of Secrets that are already sealed in the overlay. */
    sealed: readonly string[];
    env?: NodeJS.ProcessEnv;
}

/** Where gitops/addons/sealed-secrets runs its controller; kubeseal's own variables override this. */
const controller = {
    SEALED_SECRETS_CONTROLLER_NAMESPACE: "sealed-secrets",
    SEALED_SECRETS_CONTROLLER_NAME: "sealed-secrets-controller",
};

/** Seals Secrets with kubeseal, which gets them on standard input: no value is in a file, or in its arguments. */
export function sealWay(options: SealOptions): Way {
    const { overlay, read, sealed, env = process.env } = options;
    const kubeseal = find(env);
    return {
        maker: "SealedSecret",
        read: async (names) => {
            if (read) return read(names);
            if (sealed.length > 0) {
                throw new UsageError(
                    `${overlay.path} has sealed Secrets already (${sealed.join(", ")}), and nobody can read what is sealed: name the cluster that has them open, by --context NAME.`,
                );
            }
            return new Map();
        },
        question: undefined,
        arrives: () => "once they are committed and synced",
        check: () => Promise.resolve(),
        put: (secrets) => {
            const objects = secrets.map((secret) => [secret.name, seal(kubeseal, secret, options, env)] as const);
            return Promise.resolve(writeManifests(overlay, new Map(objects)));
        },
    };
}

function find(env: NodeJS.ProcessEnv): string {
    const places = [...foldersOf(env.PATH), join(storeFolder, "bin")].map((folder) => join(folder, "kubeseal"));
    const found = places.find(isExecutable);
    if (found) return found;
    throw new UsageError("There is no kubeseal on your PATH: install it, or npm run tools -- --with addons.");
}

function seal(
    kubeseal: string,
    secret: MadeSecret,
    { overlay, certificate, cluster }: SealOptions,
    env: NodeJS.ProcessEnv,
) {
    const words = ["--format", "yaml", ...(certificate === undefined ? cluster : ["--cert", certificate])];
    const { status, stdout, stderr, error } = spawnSync(kubeseal, words, {
        input: JSON.stringify(secretObject(secret, overlay.namespace)),
        env: { ...controller, ...env },
        encoding: "utf8",
    });
    if (error || status !== 0) {
        throw new UsageError(
            `kubeseal did not seal ${secret.name}: ${withoutValues(error?.message ?? stderr, secret).trim()}`,
        );
    }
    const sealed: unknown = parse(stdout);
    const isSealed = isObject(sealed) && sealed.kind === "SealedSecret" && withoutValues(stdout, secret) === stdout;
    if (!isSealed)
        throw new UsageError(
            `kubeseal did not seal ${secret.name}: what it printed is not a SealedSecret, and was not written.`,
        );
    return { ...sealed, metadata: { ...(sealed.metadata as object), labels: ownLabels } };
}

/** Another program's output, without the values that were passed to it. */
function withoutValues(text: string, { values }: MadeSecret): string {
    const secrets = Object.values(values).flatMap((value) => [value.toString("base64"), value.toString("utf8")]);
    return secrets.filter((one) => one.length > 3).reduce((left, one) => left.replaceAll(one, "***"), text);
}
