import type { Report } from "./shape";

type Secret = Report["secrets"][number];

const titles: Record<Secret["origin"], string> = {
    overlay: "Made by objects of the overlay:",
    elsewhere: "Made beside the overlay:",
    "made here": "This command makes them (--seal, --push, --apply or --output):",
    given: "You have to pass them (--from SECRET/KEY=FILE, or a variable):",
};

/** The list, for people. */
export function render({ overlay, namespace, secrets }: Report): string {
    if (secrets.length === 0) return `No object of ${overlay} refers to a Secret.`;
    const count = secrets.length === 1 ? "1 Secret" : `${secrets.length} Secrets`;
    const sections = (Object.keys(titles) as Secret["origin"][]).flatMap((origin) => {
        const those = secrets.filter((secret) => secret.origin === origin);
        return those.length === 0 ? [] : [`${titles[origin]}\n\n${those.map(entry).join("\n")}`];
    });
    return [`The objects of ${overlay} refer to ${count} in the namespace ${namespace}.`, ...sections].join("\n\n");
}

function entry({ name, keys, forms, madeBy, lacks, optional, usedBy }: Secret): string {
    return [
        `  ${name}${optional ? " (optional)" : ""}: ${keys.join(", ") || "keys of its own"}`,
        ...forms.map(({ what }) => `      ${what}`),
        ...(madeBy.length > 0 ? [`      by ${madeBy.join(", ")}`] : []),
        ...(lacks.length > 0
            ? [`      lacks ${lacks.join(", ")}, which its readers look for: add the key to what makes it`]
            : []),
        ...usedBy.map(({ object, field, file }) => `      ${object}, ${field} (${file})`),
    ].join("\n");
}
