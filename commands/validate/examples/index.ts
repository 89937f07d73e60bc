import { accessEdits } from "./access";
import { clientEdits } from "./clients";
import { componentEdits } from "./components";
import { contentEdits } from "./contents";
import type { BadEdit } from "./edit";
import { podEdits } from "./pods";
import { sizeEdits } from "./sizes";
import { slips } from "./slips";
import { teamEdits } from "./teams";
import { trustEdits } from "./trust";
import { versionEdits } from "./versions";

/**
 * Edits of the files in Git that the rules reject, by their description. They are the examples in
 * docs/validation-rules.md, and the tests of the rules (test/unit/gitops/badEdits.test.ts): no example is only prose.
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
    ...contentEdits,
    ...trustEdits,
};
