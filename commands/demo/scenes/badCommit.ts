import { isDeepStrictEqual } from "node:util";
import { readApplication } from "../../../kubernetes/application";
import { UsageError } from "../../../base/error";
import { until } from "../../../base/until";
import { type DemoStage, type Scene, timed } from "../scene";
import { commit, confluentObjects, edit, howItStands, live, sizes, repeatedAnnouncement } from "../workload";

const file = `${sizes}/kafka.yaml`;

export const badCommit: Scene = {
    name: "bad-commit",
    title: "A bad commit",
    explanation: "First a field that doesn't exist, then a file that isn't YAML. Whatever runs has to stay as it is.",
    after: ["deploy"],
    async play(on) {
        const { repository } = on;
        const good = repository.read(file);
        const before = await identities(on);

        edit(repository, file, "  name: kafka\n", "  name: kafka\n  anotations:\n    team: streaming\n");
        await commit(on, "Note whose Kafka it is, with a slip of the pen");
        const unknownField = await refused(on, /\.metadata\.anotations.*/);
        expectTouched([], before, await identities(on));

        repository.write(file, good.replace("spec:\n", "spec: [\n"));
        await commit(on, "Mend it, in a hurry");
        const noYaml = await refused(on, /unable to parse.*/);
        expectTouched([], before, await identities(on));

        edit(repository, file, "spec: [\n", "spec:\n");
        edit(repository, file, "memory: 1536Mi", "memory: 1600Mi");
        const { seconds } = await timed(async () => live(on, await commit(on, "Mend it, and give Kafka more memory")));
        expectTouched(["Kafka/kafka"], before, await identities(on));
        return {
            result: `Nothing running was touched; the Application said "${unknownField}", then "${noYaml}". The next good commit went through.`,
            measures: [{ what: "next good commit to live", seconds }],
        };
    },
};

/** Each object's uid and generation. A new generation means that somebody changed the specification. */
async function identities({ api }: DemoStage): Promise<Record<string, unknown>> {
    const objects = await confluentObjects(api);
    return Object.fromEntries(
        objects.map(({ kind, metadata: { name, uid, generation } }) => [`${kind}/${name}`, [uid, generation]]),
    );
}

/** @throws UsageError if any other object was created, changed or deleted */
function expectTouched(names: readonly string[], before: Record<string, unknown>, now: Record<string, unknown>): void {
    const all = Object.keys({ ...before, ...now });
    const touched = all.filter((name) => !isDeepStrictEqual(before[name], now[name]));
    if (isDeepStrictEqual(touched, names)) return;
    throw new UsageError(`Changed: ${touched.join(", ") || "nothing"}. Expected: ${names.join(", ") || "nothing"}.`);
}

/** Waits until the Application says why it doesn't deploy what is in Git. @returns the relevant part of the message */
function refused({ api, recorder }: DemoStage, why: RegExp): Promise<string> {
    const announceAgain = repeatedAnnouncement(api);
    return until(
        `the Application says ${why.source}`,
        async () => {
            const { conditions = [], operationState } = (await readApplication(api))?.status ?? {};
            const results = operationState?.syncResult?.resources ?? [];
            const said = [...conditions, ...results, operationState].map((one) => one?.message ?? "");
            const message = said.find((one) => why.test(one));
            if (message === undefined) {
                await announceAgain();
                return undefined;
            }
            const [what = ""] = why.exec(message) ?? [];
            recorder.mark(`refused: ${what}`);
            return what;
        },
        { seen: async () => howItStands(await readApplication(api)) },
    );
}
