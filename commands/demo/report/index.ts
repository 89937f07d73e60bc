import type { Recording } from "../recording/model";
import { header, times } from "./header";
import { Html, markup } from "./html";
import { scene } from "./scene";
import { legend, patterns } from "./states";
import { styleSheet } from "./styleSheet";

/** A recording as one self-contained HTML page: no script, fonts, pictures or network access. */
export function renderReport(recording: Recording): string {
    const { title, scenes } = recording;
    const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${Html.trusted(styleSheet())}</style>
</head>
<body>
${patterns()}
${header(recording)}
${times(recording)}
<section>
<h2>Scenes</h2>
<nav aria-label="Scenes"><ol>${scenes.map(({ name, title, ok }, at) => markup`<li><a href="#${name}">${at + 1} ${title}</a>${!ok && markup` <span class="verdict failed">✗</span>`}</li>`)}</ol></nav>
<p class="muted">Each row is a resource, from the beginning of the scene to its end; times are in seconds since it began.</p>
${legend()}
</section>
<main>
${scenes.map((record, at) => scene(record, at + 1))}</main>
</body>
</html>
`;
    return page.text;
}
