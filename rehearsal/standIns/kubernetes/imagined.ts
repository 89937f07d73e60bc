/** A cluster that is only imagined: it is never called, and everything that it is asked to create counts as created. */
import { isMap, reveal, type PropertyMap, type Value } from "../values";
import type { ResourceHandler } from "./handler";
import { metadata, text } from "./objects";

/** Answers from `handler` that need no cluster, and made-up ones for the rest. */
export function imagined(handler: ResourceHandler): ResourceHandler {
    return {
        check: (...call) => handler.check(...call),
        diff: (...call) => handler.diff(...call),
        create: (subject, inputs, change) =>
            change.preview
                ? handler.create(subject, inputs, change)
                : Promise.resolve({ id: idOf(inputs), state: madeOf(subject.urn, inputs) }),
        read: (_subject, id, state, inputs) => Promise.resolve({ id, state, inputs }),
        update: (subject, old, news, change) =>
            change.preview
                ? handler.update(subject, old, news, change)
                : Promise.resolve({ ...old.state, ...madeOf(subject.urn, news) }),
        delete: () => Promise.resolve(),
    };
}

/** A Helm release has its name in its inputs, an object in its metadata. */
function idOf(inputs: PropertyMap): string {
    const { name, namespace } = { ...(reveal(inputs) as PropertyMap), ...metadata(inputs) };
    return [text(namespace), text(name)].filter((part) => part !== undefined).join("/");
}

function madeOf(urn: string, inputs: PropertyMap): PropertyMap {
    const told: Value = isMap(inputs.metadata) ? { ...inputs.metadata, uid: urn, resourceVersion: "1" } : {};
    return { ...inputs, ...(isMap(inputs.metadata) ? { metadata: told } : {}), status: {} };
}
