import { UsageError } from "../../base/error";
import { GitHub } from "./gitHub";
import { GitLab } from "./gitLab";
import type { Forge } from "./forge";

/**
 * The forge on which this pipeline runs, according to the variables that it sets.
 *
 * @param secondMs the length of a second of waiting between two tries
 * @throws UsageError that names the missing variable, and what to do
 */
export function forgeOf(env: NodeJS.ProcessEnv, secondMs?: number): Forge {
    const need = (key: string, what: string): string => {
        const value = env[key]?.trim();
        if (!value) throw new UsageError(`${key} is not set: ${what}`);
        return value;
    };
    const ofRunner = "the pipeline's runner sets it; outside of one, set it yourself.";
    if (env.GITLAB_CI) {
        return new GitLab({
            url: urlIn("CI_API_V4_URL", need("CI_API_V4_URL", ofRunner), "/api/v4"),
            project: need("CI_PROJECT_ID", ofRunner),
            token: need(
                "GITLAB_TOKEN",
                "create a project access token (role Reporter, scope api), and set it as a CI/CD variable.",
            ),
            secondMs,
        });
    }
    if (env.GITHUB_ACTIONS) {
        return new GitHub({
            url: urlIn("GITHUB_API_URL", need("GITHUB_API_URL", ofRunner)),
            repository: repositoryIn("GITHUB_REPOSITORY", need("GITHUB_REPOSITORY", ofRunner)),
            token: need("GITHUB_TOKEN", "give it to the step: env: GITHUB_TOKEN: ${{ github.token }}"),
            login: env.GITHUB_BOT_LOGIN?.trim() || "github-actions[bot]",
            secondMs,
        });
    }
    throw new UsageError("This runs in a pipeline of GitHub (GITHUB_ACTIONS) or GitLab (GITLAB_CI); neither is set.");
}

/** @param end the expected end of the URL's path */
function urlIn(key: string, value: string, end = ""): string {
    const url = value.replace(/\/+$/, "");
    if (/^https?:\/\/[^\s/]+/.test(url) && url.endsWith(end)) return url;
    throw new UsageError(`${key} is ${value}: it takes the URL of an API${end && `, as https://HOST${end}`}.`);
}

function repositoryIn(key: string, value: string): string {
    if (!/^[\w.-]+\/[\w.-]+$/.test(value)) throw new UsageError(`${key} is ${value}: it takes OWNER/NAME.`);
    return value;
}
