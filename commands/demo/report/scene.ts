import { type Exhibit, type SceneRecord } from "../recording/model";
import { measureLine, nameOf, reason, seconds, words } from "../recording/display/words";
import { hasChanged } from "../recording/display/motion";
import { type Html, markup } from "./html";
import { since, timeline } from "./timeline";

/** A scene: what was planned, what happened, and the outcome. */
export function scene(record: SceneRecord, number: number): Html {
    const { name, title, ok, explanation, result, marks, measures, exhibits, from, to } = record;
    return markup`<section id="${name}">
<h2><span class="number">${number}</span> ${title} <span class="verdict ${ok ? "ok" : "failed"}">${ok ? "✓ passed" : "✗ failed"}, ${seconds(to - from)}</span></h2>
<p>${explanation}</p>
${
    marks.length > 0 &&
    markup`<ol class="marks">${marks.map(({ at, text }) => markup`<li>${text} <span class="muted">at ${since(record, at)}</span></li>`)}</ol>
`
}${picture(record)}
${said(record)}<p class="result"><b>Result:</b> ${result}</p>
${
    measures.length > 0 &&
    markup`<p class="muted">${measures.map(measureLine).join(" · ")}</p>
`
}${exhibits.map(exhibit)}${asTable(record)}</section>
`;
}

/** The timeline. If nothing happened, a sentence says so instead. */
function picture(record: SceneRecord): Html {
    const { tracks, marks, from } = record;
    if (marks.length > 0 || tracks.some((track) => hasChanged(track, from))) return timeline(record);
    return markup`<p class="muted">Of ${tracks.length} resources, none changed.</p>`;
}

/** The full reasons for failures, because the title that a pointer shows can't be printed. */
function said(record: SceneRecord): Html | false {
    const reasons = record.tracks.flatMap((track) =>
        track.spans
            .filter((span) => span.state === "degraded" && reason(span))
            .map(
                (span) =>
                    markup`<li><b>${track.kind} ${nameOf(track)}</b> <span class="muted">at ${since(record, span.from)}</span><br>${reason(span)}</li>
`,
            ),
    );
    return (
        reasons.length > 0 &&
        markup`<ul class="said">
${reasons}</ul>
`
    );
}

const lineKinds: Record<string, string> = { "+": "added", "-": "removed", "@": "place" };

/** The lines of a diff keep their signs, and get a colour for each sign. */
const exhibit = ({ title, text }: Exhibit): Html =>
    markup`<figure><figcaption>${title}</figcaption><pre tabindex="0">${text.split("\n").map(
        (line) => markup`<span class="${lineKinds[line[0] ?? ""] ?? "same"}">${line}
</span>`,
    )}</pre></figure>
`;

/** The timeline as a table, for readers who can't see it or have no pointer. */
function asTable(record: SceneRecord): Html {
    const rows = record.tracks.flatMap((track) =>
        track.spans.map(
            (span) =>
                markup`<tr><th scope="row">${track.kind} ${nameOf(track)}</th><td>${span.state}</td><td>${words(track, span)}</td><td class="figure">${since(record, span.from)}</td><td class="figure">${since(record, span.to ?? record.to)}</td><td class="why">${reason(span)}</td></tr>
`,
        ),
    );
    return markup`<details><summary>${record.title} as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="${record.title} as a table"><table>
<thead><tr><th scope="col">resource</th><th scope="col">state</th><th scope="col">in its controller's words</th><th scope="col">from</th><th scope="col">to</th><th scope="col">why</th></tr></thead>
<tbody>
${rows}</tbody></table></div></details>
`;
}
