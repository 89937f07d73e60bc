// Lists of users in the formats that components read: a JSON document, or a line for each user.

const isOf = (name: string) => (line: string) => line.split(":")[0]?.trim() === name;

/** Removes a user from a list. */
export function without(text: string, name: string): string {
    if (text.trimStart().startsWith("{")) {
        const { [name]: _, ...others } = JSON.parse(text) as Record<string, string>;
        return `${JSON.stringify(others, null, 2)}\n`;
    }
    return text
        .split("\n")
        .filter((line) => !isOf(name)(line))
        .join("\n");
}

/** Adds a user to a list, with the same access and the same roles as its predecessor. */
export function withSuccessor(
    text: string,
    { name, password: old }: { name: string; password: string },
    successor: string,
    word: string,
): string {
    if (text.trimStart().startsWith("{")) {
        const users = JSON.parse(text) as Record<string, string>;
        return `${JSON.stringify({ ...users, [successor]: word }, null, 2)}\n`;
    }
    const line = text.split("\n").find(isOf(name)) ?? `${name}: ${old}`;
    return `${text.trimEnd()}\n${successor}${line.slice(line.indexOf(name) + name.length).replace(old, word)}\n`;
}
