import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { lexer, type Tokens, walkTokens } from "marked";
import { root } from "../../base/checkout";

const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
})
    .split("\n")
    .filter((path) => path !== "" && existsSync(join(root, path)));

function tokensOf<T extends Tokens.Generic>(file: string, type: T["type"]): T[] {
    const found: T[] = [];
    void walkTokens(lexer(readFileSync(join(root, file), "utf8")), (token) => {
        if (token.type === type) found.push(token as T);
    });
    return found;
}

/** Names of a document's headings, as GitHub makes them. */
const anchorsOf = (file: string): string[] =>
    tokensOf<Tokens.Heading>(file, "heading").map(({ text }) =>
        text
            .toLowerCase()
            .replace(/[^\p{L}\p{N}\s_-]/gu, "")
            .replace(/\s/g, "-"),
    );

function deadLinks(file: string): string[] {
    return tokensOf<Tokens.Link>(file, "link").flatMap(({ href }) => {
        if (/^[a-z]+:/.test(href) || href.startsWith("${")) return [];
        const [path = "", anchor] = href.split("#");
        const target = path === "" ? file : normalize(join(dirname(file), path));
        if (!existsSync(join(root, target))) return [`${href}: there is no ${target}`];
        if (anchor === undefined || !target.endsWith(".md") || anchorsOf(target).includes(anchor)) return [];
        return [`${href}: ${target} has no heading of that name; it has ${anchorsOf(target).join(", ")}`];
    });
}

describe("links between the documents", () => {
    for (const file of documents) {
        it(`lead somewhere: ${file}`, () => assert.deepEqual(deadLinks(file), []));
    }
});
