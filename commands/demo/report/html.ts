/** Text that is already HTML. Only `markup` creates it, so that nothing reaches a page without being escaped. */
export class Html {
    private constructor(readonly text: string) {}

    /** Marks a text of this program, such as its style sheet, as HTML. */
    static trusted(text: string): Html {
        return new Html(text);
    }
}

export type Content = Html | string | number | undefined | false | readonly Content[];

/** Builds HTML. Every value is escaped unless it is HTML already. Undefined and false are left out. */
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

/** Text for the content of an element, or for a quoted attribute. Control characters, which XML forbids, become `�`. */
export const escapeText = (text: string): string =>
    // eslint-disable-next-line no-control-regex -- these are what has to go
    text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "�").replace(/[&<>"']/g, (one) => entities[one] ?? one);
