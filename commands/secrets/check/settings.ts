import { basename } from "node:path";
import { forms } from "../../../config/workload/secrets";
import { isSecretLine, whatIn } from "../../../config/workload/secrets/settings";
import type { Finding } from "./finding";

const fix = "remove it from the file, and change it: it stays in Git's history";

/** The file names from which Confluent's components read credentials. */
const credentials: readonly string[] = Object.values(forms)
    .flatMap(({ keys }) => keys.flat())
    .filter((name) => /\.(txt|json|conf)$/.test(name));

/** Files in which each line is a setting, or sets a variable, except templates that are meant to be copied and filled in. */
const isSettings = (file: string): boolean =>
    /(\.(properties|env|conf|ini|cfg|sh|tfvars)|(^|\/)(\.env(\.[\w.-]+)?|\.npmrc|\.pypirc))$/.test(file) &&
    !/\.(example|sample|template|dist)$/.test(file);

/** A setting that was commented out and left in Git: `# password: VALUE`, with a value that doesn't occur in prose. */
const takenOut = /^\s*#\s*(["']?[\w.-]+["']?\s*[=:]\s*["']?(?=[^\s"']*\d)(?=[^\s"']*[a-z])[^\s"'$<{]{8,}["']?)\s*$/i;

/** Where tools store credentials: curl and git, Docker. */
const signIns: readonly RegExp[] = [
    /^\s*machine\s+\S+\s+login\s+\S+\s+password\s+\S+/,
    /"auth"\s*:\s*"[A-Za-z0-9+/]{8,}={0,2}"/,
];

/**
 * Passwords in files without objects: settings, credentials in the formats of Confluent's components, and tools'
 * credentials.
 */
export function inSettings(file: string, text: string): Finding[] {
    const name = basename(file);
    const isCredentials = credentials.includes(name);
    const found = (line: number, what: string): Finding => ({ file, line, object: undefined, what, fix });
    const whole = isCredentials ? whatIn(text, name, true) : undefined;
    if (whole !== undefined) return [found(1, whole)];
    const isDocker = text.trimStart().startsWith("{") && /"auths"\s*:/.test(text);
    const hasSignIn = name === ".netrc" || name === "_netrc" || isDocker;
    const hasComments = isSettings(file) || /\.ya?ml$/.test(file);
    return text.split("\n").flatMap((line, index) => {
        if (hasSignIn && signIns.some((pattern) => pattern.test(line))) return [found(index + 1, "how to sign in")];
        const comment = hasComments ? takenOut.exec(line)?.[1] : undefined;
        const setting = isSettings(file) && !/^\s*#|[$\x60]/.test(line) ? line : comment;
        return setting !== undefined && isSecretLine(setting) ? [found(index + 1, "a setting with a password")] : [];
    });
}

/** Java's and PKCS #12 key stores contain a private key, unless the name says that they don't. */
export const isKeyStore = (file: string): boolean =>
    /\.(jks|p12|pfx|keystore|bcfks)$/i.test(file) && !/trust|(^|[\W_])ca(certs)?[\W_]/i.test(basename(file));

export const keyStore = (file: string): Finding => ({
    file,
    line: 1,
    object: undefined,
    what: "a key store, which has a private key",
    fix,
});
