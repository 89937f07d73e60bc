import { credentialIn, withoutCredentials } from "./repository/credentials";
import { allKeys } from "./keys";
import { descriptionOf } from "./fields";
import { type Problem, withSubject } from "./problems";

/** What everybody may read: keys, and what the documentation says about them. */
const published = allKeys.map(({ path, schema }) => `${path} ${JSON.stringify(descriptionOf(schema) ?? "")}`).join(" ");

const hidden = "***";
/** The parts of a value, as separated by spaces, slashes and quotes. */
const part = /[^\s/,;"'`=&?#<>{}[\]\\]+/g;
/** A long mix of letters and digits may be a token; what users mistype are words, numbers, and short mixes of them. */
const plainWords = [
    /^\d{1,12}$/,
    /^([a-z]{1,16}|[A-Z]{1,16})$/,
    /^[A-Z]?[a-z]+([A-Z][a-z]+){0,4}$/,
    /^[a-z]{1,4}\d{1,2}[a-z]{0,6}$/,
    /^\d+xlarge$/,
];
/** Too short to be a token; but two of them may be groups of one, as in `ABCD1-EFGH2`. */
const shortMix = /^[A-Za-z0-9]{1,5}$/;
const awsId = /^[a-z]{2,9}-([0-9a-f]{8}|[0-9a-f]{17})$/;

/**
 * A user's value without anything that might be a secret; what plainly isn't one is kept, so that it can be recognized.
 */
export function shown(value: string): string {
    const without = withoutCredentials(value);
    if (without === value && credentialIn(value)) return hidden;
    return without.replace(part, (text) => (isPlain(text) ? text : hidden));
}

/** What was found not to be a secret before: nearly all of a configuration, which is looked at again in each check. */
const foundPlain = new Set<string>();

function isPlain(text: string): boolean {
    const isFound = foundPlain.has(text) || looksPlain(text);
    if (isFound) foundPlain.add(text);
    return isFound;
}

function looksPlain(text: string): boolean {
    if (published.includes(text) || awsId.test(text)) return true;
    if (!/^[\w.:@+~*()!|$-]+$/.test(text) || credentialIn(text)) return false;
    const others = text
        .split(/[^A-Za-z0-9]+/)
        .filter((word) => word !== "" && !plainWords.some((plain) => plain.test(word)));
    return others.length < 2 && others.every((word) => shortMix.test(word));
}

/** Removes secrets from messages about a configuration. */
export interface Redactor {
    problem(problem: Problem): Problem;
    text(text: string): string;
}

/**
 * @param secrets what the user keeps as a secret, to be removed wherever it appears
 * @param written what the user wrote elsewhere: messages repeat it, and parts of it, only in the form that `shown`
 * returns
 */
export function redactor(secrets: readonly string[], written: unknown): Redactor {
    const kept = secrets
        .flatMap((secret) => [secret, ...secret.split("\n")])
        .filter((line) => line.trim().length > 3 && !published.includes(line));
    const replaced = new Map<string, string>();
    for (const text of textsIn(written)) {
        for (const piece of [text, ...(text.match(part) ?? [])]) {
            const instead = piece.length > 3 ? shown(piece) : piece;
            if (instead !== piece) replaced.set(piece, instead);
        }
    }
    for (const secret of kept) for (const form of forms(secret.trim())) replaced.set(form, hidden);
    // The longest first, because one may be part of another.
    const pairs = [...replaced].sort(([one], [other]) => other.length - one.length);
    const known = (text: string) => pairs.reduce((left, [from, to]) => left.replaceAll(from, to), text);

    const text = (message: string) => withoutCredentials(known(message));
    const value = (found: unknown): unknown => {
        if (typeof found === "string") return shown(known(found));
        if (Array.isArray(found)) return found.map(value);
        if (typeof found !== "object" || found === null) return found;
        return Object.fromEntries(Object.entries(found).map(([key, entry]) => [shown(known(key)), value(entry)]));
    };
    return {
        text,
        problem: ({ key, value: found, reason, allowed, fix, about, ...rest }) =>
            withSubject(
                {
                    ...rest,
                    key: known(key),
                    ...(found !== undefined && { value: value(found) }),
                    reason: text(reason),
                    allowed,
                    fix: text(fix),
                },
                about,
            ),
    };
}

/** A secret in plain form, and as it appears in JSON, in a URL and in base64. */
function forms(secret: string): string[] {
    const bytes = Buffer.from(secret);
    return [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        bytes.toString("base64").replace(/=+$/, ""),
        bytes.toString("hex"),
    ];
}

/** Every text in a value, including the names of its keys. */
export function textsIn(value: unknown): string[] {
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null) return [];
    return Array.isArray(value)
        ? value.flatMap(textsIn)
        : Object.entries(value).flatMap(([key, child]) => [key, ...textsIn(child)]);
}
