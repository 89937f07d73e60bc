import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { pipeline } from "../../../pipeline";
import { root } from "../../../base/checkout";

export interface Step {
    name?: string;
    id?: string;
    if?: string;
    uses?: string;
    run?: string;
    shell?: string;
    with?: Record<string, unknown>;
    env?: Record<string, string>;
}

export interface Job {
    if?: string;
    needs?: string | string[];
    permissions?: Record<string, string>;
    environment?: string;
    concurrency?: { group: string; "cancel-in-progress": boolean | string };
    "timeout-minutes"?: number;
    env?: Record<string, string>;
    steps: Step[];
}

export interface Workflow {
    name: string;
    on: Record<string, { workflows?: string[] } | null>;
    permissions: Record<string, string>;
    concurrency?: Job["concurrency"];
    defaults?: { run?: { shell?: string } };
    jobs: Record<string, Job>;
}

export const workflowFolder = join(root, ".github", "workflows");

export const workflowNames = readdirSync(workflowFolder).filter((name) => name.endsWith(".yml"));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

export const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}`)) as Workflow;

export const setup = parse(read(".github/actions/setup/action.yml")) as { runs: { steps: Step[] } };

/** Each job of each workflow: `preview.yml rehearsal`. */
export const jobs: [where: string, job: Job, of: Workflow][] = workflowNames.flatMap((name) => {
    const of = workflow(name);
    return Object.entries(of.jobs).map(([id, job]): [string, Job, Workflow] => [`${name} ${id}`, job, of]);
});

/** Each step, with its location. */
export const steps: [where: string, step: Step][] = [
    ...jobs.flatMap(([where, job]) => job.steps.map((step): [string, Step] => [where, step])),
    ...setup.runs.steps.map((step): [string, Step] => ["setup", step]),
];

/** What a pipeline's script uses but doesn't exist: scripts in package.json, files in this checkout. */
export function missingIn(script: string, scripts: Record<string, unknown>): string[] {
    const run = [...script.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name = ""]) => name);
    const files = [...script.matchAll(/(?<![\w/$"{])(?:\.ci|pipeline|test|tools|policy)\/[\w./-]+/g)].map(
        ([path]) => path,
    );
    const own = [...script.matchAll(/npm run (?:-s |--silent )?pipeline -- ([\w-]+)/g)].map(([, name = ""]) => name);
    return [
        ...own.filter((name) => !(name in pipeline)).map((name) => `npm run pipeline -- ${name}`),
        ...run.filter((name) => !(name in scripts)).map((name) => `npm run ${name}`),
        ...files.filter((path) => !existsSync(join(root, path))),
    ];
}
