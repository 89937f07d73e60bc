import { sentences, type Sentence } from "../../config/rules/sentences";
import { columns } from "../frame/words";

/** Rules outside config/rules. */
const beside: Readonly<Record<string, Sentence>> = {
    render: { of: "overlay", holds: "Kustomize renders the overlay, and it has everything that a platform needs." },
    schema: { of: "overlay", holds: "The API server accepts every object in a strict dry run." },
    environments: {
        of: "overlay",
        holds: "The list in gitops/environments.yaml matches the existing stacks and overlays.",
    },
    compatibility: {
        of: "overlay",
        holds: "A change to a team's schema follows the schema's compatibility mode (validate --schemas-since).",
    },
    note: { of: "overlay", holds: "A warning: something is allowed, but worth knowing." },
};

export interface Rule {
    id: string;
    /** As a sentence. */
    holds: string;
    /** Relative to the top of the checkout; undefined for one of this command's own rules. */
    file: string | undefined;
}

/** The rules that an overlay alone can break, by name. */
export const allRules = (): Rule[] =>
    Object.entries<Sentence>({ ...sentences, ...beside })
        .filter(([, { of }]) => of === "overlay")
        .map(([id, { holds }]) => ({ id, holds, file: id in sentences ? `config/rules/${id}.ts` : undefined }))
        .sort((one, other) => (one.id < other.id ? -1 : 1));

/** What a rule requires, as a sentence. */
export const sentenceOf = (id: string): string =>
    (({ ...sentences, ...beside }) as Record<string, Sentence>)[id]?.holds ?? id;

/** The rules as lines. */
export function listOfRules(): string {
    return columns(
        allRules().map(({ id, holds }) => [id, holds]),
        "",
    ).join("\n");
}
