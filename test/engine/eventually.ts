import assert from "node:assert/strict";

/** Checks ten times a second. @throws AssertionError with `what` if the condition isn't met in the given time */
export async function eventually(isSo: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
    const limit = Date.now() + seconds * 1000;
    while (!(await isSo())) {
        assert.ok(Date.now() < limit, `${what}, after ${seconds} s`);
        await new Promise((wake) => setTimeout(wake, 100));
    }
}
