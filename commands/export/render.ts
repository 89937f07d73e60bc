import type { Report } from "./shape";

/** For people: the files, and what they leave out. */
export function render({ folder, files, leftOut, toGive }: Report): string {
    const heading =
        files.length === 0
            ? "Nothing to write."
            : folder === null
              ? `${files.length} files, which --output FOLDER writes:`
              : `Written to ${folder}:`;
    return [
        heading,
        ...files.map(({ path, objects }) => `  ${path}${objects.length > 0 ? `: ${objects.join(", ")}` : ""}`),
        ...section("To give, or what refers to it fails:", toGive),
        ...section("Left out:", leftOut),
        "",
    ].join("\n");
}

const section = (title: string, all: Report["leftOut"]): string[] =>
    all.length === 0 ? [] : ["", title, ...all.map(({ what, why }) => `  ${what}: ${why}`)];
