import { idOf } from "./states";
import { type TrackState, trackStates } from "../recording/model";

/** A state's colours: the bar, then its edge and hatching; first the light theme, then the dark one. */
const colours: Record<TrackState, [light: [string, string], dark: [string, string]]> = {
    pending: [
        ["#eceef1", "#a3abb5"],
        ["#2a2f35", "#6b747e"],
    ],
    progressing: [
        ["#d6e6f6", "#5b93c9"],
        ["#1d3b57", "#5f9dd8"],
    ],
    healthy: [
        ["#cfeadb", "#55a87c"],
        ["#1c4432", "#4fae7d"],
    ],
    degraded: [
        ["#f8d3cf", "#c9483f"],
        ["#5c2320", "#e5706a"],
    ],
    "out of sync": [
        ["#fbe6b8", "#c08a17"],
        ["#54400f", "#dba93c"],
    ],
    suspended: [
        ["#e6dcf5", "#8c6cc4"],
        ["#3a2c58", "#a98be0"],
    ],
    deleting: [
        ["#efdfd0", "#a7754a"],
        ["#4b3422", "#cb966a"],
    ],
    gone: [
        ["none", "none"],
        ["none", "none"],
    ],
};

const variables = (theme: 0 | 1): string =>
    trackStates
        .map(
            (state) =>
                `--${idOf(state)}: ${colours[state][theme][0]}; --${idOf(state)}-edge: ${colours[state][theme][1]};`,
        )
        .join(" ");

const stateRules = trackStates
    .map(idOf)
    .map(
        (id) =>
            `.span.${id} { fill: var(--${id}); stroke: var(--${id}-edge); } .lines.${id} { stroke: var(--${id}-edge); }`,
    )
    .join("\n");

/** The page's style: light or dark as the reader's system is, one column on a phone, black on white on paper. */
export const styleSheet = (): string => `
:root { color-scheme: light dark; --page: #fdfcfa; --ink: #22262b; --muted: #5d6670; --rule: #e3e1dc; --panel: #f5f3ef;
  --good: #1d7a4b; --bad: #b3271e; ${variables(0)} }
@media (prefers-color-scheme: dark) { :root { --page: #15181b; --ink: #e6e8ea; --muted: #9aa3ad; --rule: #2c3136;
  --panel: #1c2024; --good: #6ccb97; --bad: #f28b82; ${variables(1)} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 3rem 1.5rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .4rem; }
h3 { font-size: .8rem; font-weight: 600; color: var(--muted); margin: .7rem 0 .1rem; }
p { margin: .3rem 0; max-width: 92ch; overflow-wrap: anywhere; }
section { margin-top: 2.4rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
a { color: inherit; text-decoration-color: var(--muted); text-underline-offset: .2em; }
.muted, dt { color: var(--muted); }
.verdict { font-weight: 600; white-space: normal; }
.verdict.ok { color: var(--good); }
.verdict.failed { color: var(--bad); }
h2 .verdict { font-size: .9rem; margin-left: .4rem; }
h2 .number { color: var(--muted); font-weight: 400; margin-right: .2rem; }
.cast { display: flex; flex-wrap: wrap; gap: 1rem 4rem; margin-top: 1.6rem; }
.cast h2 { font-size: .95rem; }
dl { margin: 0; }
dl div { display: flex; gap: .8rem; font-size: .9rem; }
dt { flex: 0 0 12.5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; padding: .35rem 1.6rem .35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; font-weight: 400; }
thead th { color: var(--muted); font-size: .8rem; white-space: nowrap; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.why { min-width: 16rem; overflow-wrap: anywhere; }
nav ol, .legend, .timeline ul, .said { list-style: none; margin: 0; padding: 0; }
nav ol { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.6rem; font-size: .8rem; color: var(--muted); }
.legend b { color: var(--ink); font-weight: 600; }
.legend svg { vertical-align: -3px; margin-right: .2rem; }
.marks { margin: .5rem 0 0; padding-left: 1.4rem; font-size: .9rem; }
.timeline { margin: 1rem 0 .8rem; }
.row { display: grid; grid-template-columns: 22.5rem 1fr; align-items: center; }
.label { font-size: .82rem; white-space: nowrap; display: flex; gap: .35rem; align-items: center; padding-right: .8rem; min-width: 0; }
.label b { font-weight: 600; }
.label span { color: var(--muted); overflow: hidden; text-overflow: ellipsis; }
.label i { color: var(--muted); font-style: normal; font-size: .72rem; border: 1px solid var(--rule); border-radius: .6rem; padding: 0 .4rem; }
.lane { display: block; width: 100%; height: 28px; overflow: visible; }
.axis .lane { height: 34px; }
.lane text { font-size: 11px; fill: var(--ink); }
.lane text.time, .lane text.wave { fill: var(--muted); }
.axis text { paint-order: stroke; stroke: var(--page); stroke-width: 4px; }
.lane text.number { font-weight: 700; text-anchor: middle; }
.lane text.time, .lane text.wave { transform: translateX(3px); }
.lane line { stroke: var(--rule); }
.lane line.wave { stroke: var(--muted); stroke-dasharray: 2 4; }
.lane line.mark { stroke: var(--ink); }
.still .span, .still rect { opacity: .55; }
.still text { fill: var(--muted); paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
.lines { fill: none; stroke-width: 1; opacity: .45; }
.change { fill: var(--page); stroke: var(--ink); stroke-width: 1.5; }
.patterns { position: absolute; }
${stateRules}
.said { font-size: .9rem; border-left: 3px solid var(--degraded-edge); padding-left: .9rem; margin: .8rem 0; overflow-wrap: anywhere; }
.result { margin-top: .6rem; white-space: pre-line; }
figure { margin: 1rem 0; }
figcaption, summary { font-size: .85rem; color: var(--muted); }
summary { cursor: pointer; margin-top: .6rem; }
pre { margin: .4rem 0; padding: .8rem 1rem; background: var(--panel); border-radius: .4rem; overflow-x: auto; max-height: 30rem;
  font: .8rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre .added { color: var(--good); }
pre .removed { color: var(--bad); }
pre .place { color: var(--muted); }
:focus-visible { outline: 2px solid var(--progressing-edge); outline-offset: 2px; }
footer { margin-top: 3rem; font-size: .8rem; color: var(--muted); }
@media (max-width: 52rem) {
  body { padding: 1.5rem 1rem 3rem; }
  .row { grid-template-columns: 1fr; margin-top: .3rem; }
  .axis .label { display: none; }
  .lane .says { display: none; }
  dt { flex-basis: 8rem; }
}
@media screen and (max-width: 40rem) { .lane text.wave { display: none; } }
@media print {
  :root { color-scheme: light; --page: #fff; --ink: #000; --muted: #444; --rule: #ccc; --panel: #fff; --good: #064; --bad: #900; ${variables(0)} }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, details { display: none; }
  section { margin-top: 1.2rem; padding-top: .8rem; }
  section, .row, figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  dt { flex-basis: 12.5rem; }
  main { zoom: .72; }
  .row { grid-template-columns: 21rem 1fr; margin: 0; }
  .lane .says { display: inline; }
  .axis .label { display: block; }
  pre { overflow: visible; max-height: none; white-space: pre-wrap; border: 1px solid #ccc; }
}
`;
