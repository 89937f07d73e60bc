/** Text that is HTML already. Made by `markup` alone, so that nothing else reaches a page without being escaped. */
export class Html {
    private constructor(readonly text: string) {}

    /** Marks a text of this program's own, such as its style sheet, as HTML. */
    static trusted(text: string): Html {
        return new Html(text);
    }
}

export type Content = Html | string | number | undefined | false | readonly Content[];

/** HTML, in which everything put in is escaped unless it is HTML itself. Nothing comes of undefined and false. */
export function markup(texts: TemplateStringsArray, ...contents: Content[]): Html {
    return Html.trusted(texts.map((text, at) => text + asHtml(contents[at])).join(""));
}

function asHtml(content: Content): string {
    if (content === undefined || content === false) return "";
    if (content instanceof Html) return content.text;
    if (typeof content === "object") return content.map(asHtml).join("");
    return escapeText(String(content));
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for an element's content, or a quoted attribute's. What XML forbids, control characters, becomes a `�`. */
export const escapeText = (text: string): string =>
    // eslint-disable-next-line no-control-regex -- these are what has to go
    text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "�").replace(/[&<>"']/g, (one) => entities[one] ?? one);
