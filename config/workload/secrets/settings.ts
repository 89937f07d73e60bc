import { keyOrTokenIn } from "../../repository/credentials";

/** What stands for a value from elsewhere: variables of Kafka, Kubernetes and shells, templates, or nothing. */
const placeholder =
    /^\s*$|^(true|false|null)$|\$\{[^}]+\}|\$\([\w.-]+\)|^\$\w+$|%s|^<[^>]*>$|^\*+$|^\{\{|^(\/[\w.-]+)+$/;

/** Names of settings whose value is a secret, as separate words: `ssl.keystore.password`, `adminPassword`. */
const secretName =
    /(^|[ ._-])(pass(word|wd|phrase|code)|pwd|token|(secret|account|private|sas|shared[ ._-]?access)[ ._-]?(access[ ._-]?)?key|(client|consumer|app|shared|webhook)[ ._-]?secret|api[ ._-]?(key|secret))$/i;
const userInfo = /(^|[._-])(user[._-]?info)$/i;

/** Patterns of a plain-text value regardless of the setting's name; the first group is the value. */
const within: readonly { what: string; pattern: RegExp; after?: string }[] = [
    // `sasl.jaas.config`: a module with options, some of which are passwords.
    {
        what: "a password in a JAAS configuration",
        after: "LoginModule",
        pattern: /\b(?:password|clientSecret|user_[\w-]+)\s*=\s*["']?([^"';\s]+)/g,
    },
    { what: "a password in a URL", pattern: /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s:/@"']+:([^\s@"']+)@/gi },
    // JDBC's and Azure's: `?user=NAME&password=VALUE`, `;AccountKey=VALUE`.
    {
        what: "a password in a URL",
        pattern: /[?&;][\w.-]*(?:passw(?:or)?d|pwd|secret|token|(?:account|access)key)=([^&;\s"']+)/gi,
    },
    { what: "a password in a URL", pattern: /\bjdbc:oracle:\w+:[^\s/@:]+\/([^\s@"']+)@/gi },
    { what: "a password in a header", pattern: /\b(?:Bearer|Basic) ((?=\S*\d)[\w+/=.-]{16,})/g },
];

/**
 * @param name of the setting, or of the file, that contains the text
 * @param isSetting whether an application chose the name, and the text may consist of lines of settings
 */
export function whatIn(text: string, name: string, isSetting: boolean): string | undefined {
    const known = keyOrTokenIn(text) ?? keyInBase64(text);
    if (known) return known;
    const found = within.find(({ pattern, after = "" }) => has(from(text, after), pattern));
    if (found) return found.what;
    if (!isSetting) return undefined;
    if (isSecretSetting(name, text)) return "a password";
    if (hasUsers(name, text)) return "passwords of users";
    return text.split("\n").some(isSecretLine) ? "a setting with a password" : undefined;
}

const has = (text: string, pattern: RegExp): boolean =>
    [...text.matchAll(pattern)].some(([, value = ""]) => !placeholder.test(value));

/** The text from the first occurrence of a word. */
function from(text: string, word: string): string {
    const begin = text.indexOf(word);
    return begin < 0 ? "" : text.slice(begin);
}

/** The base64 encoding of `-----BEGIN`. */
function keyInBase64(text: string): string | undefined {
    const encoded = /LS0tLS1CRUdJTi[\w+/]+/.exec(text.replace(/\s/g, ""))?.[0];
    return encoded && keyOrTokenIn(Buffer.from(encoded, "base64").toString("utf8"));
}

/** `NAME=VALUE`, or `NAME: VALUE`. */
export function isSecretLine(line: string): boolean {
    const [, name = "", value = ""] =
        /^\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[=:]\s*["']?(.*?)["']?\s*,?\s*$/.exec(line) ?? [];
    return isSecretSetting(name, value);
}

export function isSecretSetting(name: string, value: string): boolean {
    const words = name.replace(/([a-z])([A-Z])/g, "$1.$2");
    if (value.includes("\n") || placeholder.test(value)) return false;
    return secretName.test(words) || (userInfo.test(words) && /^[^\s:]+:\S+$/.test(value));
}

/** Confluent's lists of users, by their file names; `forms.ts` names the sources. */
const lists: Record<string, RegExp> = {
    "plain-users.json": /"[^"]+"\s*:\s*"([^"]+)"/g,
    "digest-users.json": /"[^"]+"\s*:\s*"([^"]+)"/g,
    "basic.txt": /^[ \t]*[^:#=\s]+[ \t]*:[ \t]*([^,\s]+)/gm,
    "userstore.txt": /^[ \t]*[^:#\s]+:([^\s]+)/gm,
};

function hasUsers(name: string, text: string): boolean {
    const pattern = lists[name.split("/").at(-1) ?? ""];
    return pattern !== undefined && has(text, pattern);
}

/**
 * Whether a container's command, or a script, contains a password: as an option, a variable, or a user and password for
 * curl.
 */
export function isInCommand(text: string): boolean {
    const value = `("[^"]*"|'[^']*'|[^\\s"'-][^\\s]*)`;
    const named = [
        new RegExp(`(?:^|\\s)--?([A-Za-z][\\w.-]*)[= ]${value}`, "g"),
        new RegExp(`(?:^|[\\s;&])([A-Z][A-Z0-9_]*)=${value}`, "g"),
    ];
    // A shell's placeholders for a value can be anywhere in it.
    const isGiven = (word: string) => !/[$\x60]/.test(word);
    return (
        named.some((pattern) =>
            [...text.matchAll(pattern)].some(
                ([, name = "", word = ""]) =>
                    isGiven(word) && isSecretSetting(name.toLowerCase(), word.replace(/^["']|["']$/g, "")),
            ),
        ) ||
        [...text.matchAll(/\bcurl\b.*?\s(?:-u|--user)[= ]["']?[^\s:"']+:([^\s"']+)/g)].some(
            ([, word = ""]) => isGiven(word) && !placeholder.test(word),
        )
    );
}
