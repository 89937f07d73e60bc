import { UsageError } from "./error";

const pollMs = 50;

/**
 * Polls until an answer is available.
 *
 * @param what what is waited for, as in the error: "the Application is Synced and Healthy"
 * @param ask any result but undefined and false ends the wait; an error counts as no answer yet
 * @param seconds the maximum. Default: 60
 * @param seen what to add to the error: the current situation
 * @throws UsageError if there is no answer in that time
 */
export async function until<T>(
    what: string,
    ask: () => Promise<T | undefined | false> | T | undefined | false,
    { seconds = 60, seen }: { seconds?: number; seen?: () => Promise<string> } = {},
): Promise<T> {
    const limit = performance.now() + seconds * 1000;
    let failure: unknown;
    for (;;) {
        try {
            const answer = await ask();
            failure = undefined;
            if (answer !== undefined && answer !== false) return answer;
        } catch (error) {
            failure = error;
        }
        if (performance.now() > limit) {
            const why = failure instanceof Error ? failure.message : await seen?.().catch(() => "");
            throw new UsageError(
                `Timed out after ${seconds} s while waiting for this: ${what}.${why ? ` ${why}` : ""}`,
            );
        }
        await new Promise((wake) => setTimeout(wake, pollMs));
    }
}
