import { parts, type SceneRecord, type Span, type Track } from "../recording/model";
import { hasChanged } from "../recording/display/motion";
import { nameOf, seconds, words } from "../recording/display/words";
import { type Html, markup } from "./html";
import { type Scale, scaleOf } from "./scale";
import { idOf, looks } from "./states";

/** A scene's timeline: a row for each resource, below an axis with the actions and the beginning of each wave. */
export function timeline(scene: SceneRecord): Html {
    const scale = scaleOf(scene.from, scene.to);
    const moments = [...scene.marks.map(({ at }) => ({ at, kind: "mark" })), ...waves(scene).map(waveMoment)];
    const grid = [
        ...scale.ticks.map(({ at }) => line("tick", scale.place(at))),
        ...moments.map(({ at, kind }) => line(kind, scale.place(at))),
    ];
    const groups = parts.flatMap((part) => {
        const tracks = scene.tracks.filter((track) => track.part === part);
        return tracks.length > 0 ? [group(part, tracks, scene, scale, grid)] : [];
    });
    return markup`<div class="timeline" role="group" aria-label="Timeline of ${scene.title}">
${axis(scene, scale, grid)}
${groups}</div>`;
}

function group(part: string, tracks: readonly Track[], scene: SceneRecord, scale: Scale, grid: Html[]): Html {
    const simulated = tracks.every((track) => track.simulated) && " (simulated)";
    return markup`<h3>${part}${simulated}</h3>
<ul>
${tracks.map((track) => row(track, scene, scale, grid))}</ul>
`;
}

function row(track: Track, scene: SceneRecord, scale: Scale, grid: Html[]): Html {
    const still = !hasChanged(track, scene.from) && "still";
    const changes = track.changes.map(
        (at) =>
            markup`<svg x="${scale.place(at)}%" y="0" width="1" height="28" overflow="visible"><path d="M0 9l5 5l-5 5l-5 -5z" class="change"><title>specification changed at ${since(scene, at)}</title></path></svg>`,
    );
    return markup`<li class="row"><span class="label" title="${track.kind} ${nameOf(track)}"><b>${track.kind}</b> <span>${nameOf(track)}</span>${track.wave !== undefined && markup` <i>wave ${track.wave}</i>`}</span>
<svg class="lane ${still}" role="img" aria-label="${lifeOf(track, scene)}">${grid}${track.spans.map((span) => bar(track, span, scene, scale))}${changes}</svg></li>
`;
}

/** Width of a lane in pixels on a wide screen, and of a character. A word that doesn't fit is left out. */
const [laneWidth, characterWidth] = [700, 7];
/** The least width, so that a state that lasted only a moment is still visible. */
const leastWidth = 0.4;

function bar(track: Track, span: Span, scene: SceneRecord, scale: Scale): Html {
    const { state, message } = span;
    if (state === "gone") return markup``;
    const start = scale.place(span.from);
    const width = Math.max(leastWidth, scale.place(span.to ?? scene.to) - start).toFixed(2);
    const label = `${looks[state].mark} ${words({ simulated: false }, span)}`;
    const fits = label.length * characterWidth + 10 < (Number(width) / 100) * laneWidth;
    const title = `${words(track, span)}: ${since(scene, span.from)} to ${since(scene, span.to ?? scene.to)}`;
    return markup`<svg x="${start}%" y="5" width="${width}%" height="18"><title>${title}${
        message &&
        markup`
${message}`
    }</title><rect class="span ${idOf(state)}" width="100%" height="18" rx="2"/><rect width="100%" height="18" rx="2" fill="url(#lines-${idOf(state)})"/>${fits && markup`<text x="6" y="13" class="says">${label}</text>`}</svg>`;
}

/** Above all rows: round times, the numbers of the actions, and the waves. */
function axis(scene: SceneRecord, scale: Scale, grid: Html[]): Html {
    const text = (at: number, y: number, kind: string, content: string | number) =>
        markup`<text x="${scale.place(at)}%" y="${y}" class="${kind}">${content}</text>`;
    const times = scale.ticks.filter(({ at }) => scale.place(at) <= lastText);
    const begun = apart(waves(scene), scale).filter(({ at }) => scale.place(at) <= lastText);
    return markup`<div class="row axis" aria-hidden="true"><span class="label"></span>
<svg class="lane">${grid}${times.map(({ at, label }) => text(at, 12, "time", label))}${begun.map(({ at, wave }) => text(at, 28, "wave", `wave ${wave}`))}${scene.marks.map(({ at }, index) => text(at, 28, "number", index + 1))}</svg></div>`;
}

/** A text that begins further to the right, in percent, would not fit. */
const lastText = 94;

const line = (kind: string, place: number): Html =>
    markup`<line x1="${place}%" x2="${place}%" y1="0" y2="100%" class="${kind}"/>`;

interface Wave {
    at: number;
    wave: number;
}

const waveMoment = ({ at }: Wave) => ({ at, kind: "wave" });

/** When the first resource of each wave appeared, if a scene has more than one wave. */
export function waves({ tracks, from }: SceneRecord): Wave[] {
    const first = new Map<number, number>();
    for (const { wave, spans } of tracks) {
        const at = spans[0]?.from ?? from;
        if (wave !== undefined && at > from) first.set(wave, Math.min(at, first.get(wave) ?? Infinity));
    }
    return first.size > 1 ? [...first].map(([wave, at]) => ({ at, wave })) : [];
}

/** Those whose labels would not overlap. */
function apart(all: readonly Wave[], scale: Scale): Wave[] {
    const kept: Wave[] = [];
    for (const one of [...all].sort((a, b) => a.at - b.at)) {
        if (scale.place(one.at) - scale.place(kept.at(-1)?.at ?? -Infinity) > 8 || kept.length === 0) kept.push(one);
    }
    return kept;
}

/** A row in words, for readers who can't see it. */
function lifeOf(track: Track, scene: SceneRecord): string {
    return track.spans.map((span) => `${words(track, span)} from ${since(scene, span.from)}`).join(", ");
}

/** `1.2 s`, since the scene began. */
export const since = ({ from }: SceneRecord, at: number): string => seconds(at - from);
