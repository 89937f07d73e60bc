import { accessEdits } from "./access";
import { clientEdits } from "./clients";
import { componentEdits } from "./components";
import type { BadEdit } from "./edit";
import { podEdits } from "./pods";
import { sizeEdits } from "./sizes";
import { slips } from "./slips";
import { teamEdits } from "./teams";
import { versionEdits } from "./versions";

/**
 * Edits of the files in Git that the rules refuse, by what they are. They are the examples in docs/validation-rules.md, and
 * what the rules are tested by (test/unit/gitops/badEdits.test.ts): no example is of prose alone.
 */
export const examples: Readonly<Record<string, BadEdit>> = {
    ...componentEdits,
    ...accessEdits,
    ...clientEdits,
    ...podEdits,
    ...sizeEdits,
    ...slips,
    ...teamEdits,
    ...versionEdits,
};
