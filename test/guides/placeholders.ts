/**
 * What readers of the guides replace with something of their own, and the values that these checks use. Any other word
 * in capitals is taken literally, and rejected wherever that makes no sense.
 */
export const placeholders: Record<string, string> = {
    YOU: "your-company",
    "YOUR.ADDRESS": "203.0.113.7",
    ACCOUNT: "123456789012",
    NODE: "192.0.2.10",
    PORT: "30443",
    NAME: "eks",
};

/** Replaces the placeholders in a text. `$NAME` and `NAME=` belong to the shell, and stay. */
export function filled(text: string): string {
    const names = Object.keys(placeholders).sort((a, b) => b.length - a.length);
    const any = new RegExp(
        `(?<![\\w$\\{-])(${names.map((name) => name.replace(".", "\\.")).join("|")})(?![\\w=])`,
        "g",
    );
    return text.replace(any, (name) => placeholders[name] ?? name);
}
