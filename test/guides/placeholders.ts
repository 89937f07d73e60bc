/**
 * What a reader of the guides puts something of their own for, and what these checks put there. A word in capitals that is
 * not here is taken as it stands, and refused wherever that makes no sense.
 */
export const placeholders: Record<string, string> = {
    YOU: "your-company",
    "YOUR.ADDRESS": "203.0.113.7",
    ACCOUNT: "123456789012",
    NODE: "192.0.2.10",
    PORT: "30443",
    NAME: "eks",
};

/** Fills the placeholders of a text. `$NAME` and `NAME=` are the shell's own, and stay. */
export function filled(text: string): string {
    const names = Object.keys(placeholders).sort((a, b) => b.length - a.length);
    const any = new RegExp(
        `(?<![\\w$\\{-])(${names.map((name) => name.replace(".", "\\.")).join("|")})(?![\\w=])`,
        "g",
    );
    return text.replace(any, (name) => placeholders[name] ?? name);
}
