import { isMet, type Measure, type Recording } from "../recording/model";
import { type Version } from "../../../rehearsal/played";
import { seconds } from "../recording/display/words";
import { type Html, markup } from "./html";

/** What ran, when and where, what was simulated, and whether it succeeded. */
export function header({ title, startedAt, machine, versions, scenes }: Recording): Html {
    const failed = scenes.filter(({ ok }) => !ok);
    const length = (scenes.at(-1)?.to ?? 0) - (scenes[0]?.from ?? 0);
    const verdict = failed.length === 0 ? "all passed" : `failed: ${failed.map((scene) => scene.title).join(", ")}`;
    const real = versions.filter(({ playedBy }) => !playedBy);
    const played = versions.filter(({ playedBy }) => playedBy);
    return markup`<header>
<h1>${title}</h1>
<p class="verdict ${failed.length === 0 ? "ok" : "failed"}">${failed.length === 0 ? "✓" : "✗"} ${scenes.length} ${scenes.length === 1 ? "scene" : "scenes"}, ${verdict}, in ${seconds(length)}</p>
<p class="muted"><time datetime="${startedAt}">${readableTime(startedAt)}</time>${machine && ` on ${machine}`}</p>
<div class="cast">${cast("What ran", real)}${cast("What was simulated", played)}</div>
</header>
`;
}

/** `2026-11-24 06:12 UTC`. A text that isn't a time stays as it is. */
const readableTime = (time: string): string => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, "$1 $2 UTC");

const cast = (title: string, versions: readonly Version[]): Html | false =>
    versions.length > 0 &&
    markup`<div><h2>${title}</h2><dl>${versions.map(
        ({ what, version, playedBy }) =>
            markup`<div><dt>${what}</dt><dd>${version}${playedBy && markup` <span class="muted">${playedBy}</span>`}</dd></div>`,
    )}</dl></div>`;

/** The measured times of all scenes, with their limits. */
export function times({ scenes }: Recording): Html | false {
    const rows = scenes.flatMap(({ name, title, measures }) =>
        measures.map(
            (measure) => markup`<tr><td><a href="#${name}">${title}</a></td>${cellsOf(measure)}</tr>
`,
        ),
    );
    return (
        rows.length > 0 &&
        markup`<section>
<h2>Measured times</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Measured times"><table>
<thead><tr><th scope="col">scene</th><th scope="col">what</th><th scope="col">time</th><th scope="col">at most</th><th scope="col">met</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
</section>
`
    );
}

function cellsOf(measure: Measure): Html {
    const { what, bound } = measure;
    const met = isMet(measure);
    const verdict =
        met === undefined
            ? ""
            : met
              ? markup`<span class="verdict ok">✓ yes</span>`
              : markup`<span class="verdict failed">✗ no</span>`;
    return markup`<td>${what}</td><td class="figure">${measure.seconds.toFixed(2)} s</td><td class="figure">${bound !== undefined && `${bound} s`}</td><td>${verdict}</td>`;
}
