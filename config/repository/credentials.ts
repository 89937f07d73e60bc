/** What kind of secret a text contains, as a phrase; undefined if it contains none. */
export function credentialIn(text: string): string | undefined {
    for (const form of formsOf(text)) {
        const found = kinds.find(({ pattern }) => pattern.test(form));
        if (found) return found.what;
    }
    return undefined;
}

/**
 * Like `credentialIn`, but only for keys and tokens with an unmistakable form, and only in the text as it is written.
 */
export const keyOrTokenIn = (text: string): string | undefined =>
    kinds.find(({ what, pattern }) => (what === "a private key" || what === "a token") && pattern.test(text))?.what;

/** The same text without anything that has the form of a credential. */
export const withoutCredentials = (text: string): string =>
    everywhere.reduce((left, pattern) => left.replace(pattern, "***"), text);

/**
 * The prefixes that vendors give their tokens, so that scanners find them: GitHub, GitLab, Bitbucket and Atlassian,
 * AWS, Slack, npm, Docker, Pulumi, Google
 * (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
 */
const tokens = [
    /gh[pousr]_\w{6,}/,
    /github_pat_\w{6,}/,
    /gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\w.-]{6,}/,
    /AT(?:ATT|BB|CTT)[\w=-]{12,}/,
    /(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}/,
    /xox[abeoprs]-[\w-]{6,}/,
    /xapp-[\w-]{6,}/,
    /npm_\w{16,}/,
    /dckr_(?:pat|oat)_[\w-]{6,}/,
    /pul-[0-9a-f]{16,}/,
    /AIza[\w-]{20,}/,
    /\bsk-[\w-]{16,}/,
    /eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?/,
];

const kinds: readonly { what: string; pattern: RegExp }[] = [
    { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY(?:[\s\S]*-----END [A-Z ]*PRIVATE KEY-----)?/ },
    { what: "a private key", pattern: /PuTTY-User-Key-File-\d/ },
    // An SSH URL contains a user, such as git, which is no secret; a password is. A password may contain unescaped
    // slashes.
    { what: "a user or a token", pattern: /(?<=\bssh:\/\/)[^\s:@/]*:[^\s@]+(?=@)/i },
    { what: "a user or a token", pattern: /(?<=\b(?!ssh:)[a-z][a-z0-9+.-]{1,9}:\/\/)\S+(?=@)/i },
    { what: "a user or a token", pattern: /(?<![^\s"'])[^\s:/@"']+:[^\s/@"'][^\s@"']*(?=@[\w.-])/ },
    {
        what: "a token in its query",
        pattern:
            /(?<=[?&#;](?:[\w-]*(?:token|passw(?:or)?d|pwd|secret|signature|credential|api_?key)|sig|key|auth)=)[^\s&"']+/i,
    },
    { what: "a password", pattern: /(?<=\b(?:Bearer|Basic) )[\w+/=.-]{8,}/ },
    ...tokens.map((pattern) => ({ what: "a token", pattern })),
];

const everywhere = kinds.map(({ pattern }) => new RegExp(pattern, `g${pattern.flags}`));

/** The text, and its decoded forms if it is escaped for a URL or encoded in base64 or hexadecimal. */
function formsOf(text: string): string[] {
    const unescaped = unescape(text);
    const words = unescaped.match(/[\w+/-]{12,}={0,2}/g) ?? [];
    const decoded = words.flatMap((word) => [
        Buffer.from(word, "base64").toString("utf8"),
        ...(/^([0-9a-f]{2}){6,}$/i.test(word) ? [Buffer.from(word, "hex").toString("utf8")] : []),
    ]);
    return [text, unescaped, ...decoded.filter((form) => /^[\t\n\r\x20-\x7e]{6,}$/.test(form))];
}

const unescape = (text: string): string =>
    text
        .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
        .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
