/**
 * `kubernetes:helm.sh/v4:Chart`: the chart rendered by `helm template`, with each object as a child of the component.
 *
 * In a preview, a chart that can't be fetched within some seconds causes a warning, and the component has no children,
 * because a preview must work without a network. A chart that is available is rendered as in the plug-in, and any
 * failure, also of its post-renderer, makes the preview fail. Secret values are decrypted for rendering; of the
 * results, only a Secret's data stay secret.
 */
import { existsSync } from "node:fs";
import type { ComponentResourceOptions, Inputs, Resource } from "@pulumi/pulumi";
import { parseAllDocuments } from "yaml";
import { warn } from "@pulumi/pulumi/log";
import { output } from "@pulumi/pulumi/output";
import { isDryRun } from "@pulumi/pulumi/runtime/settings";
import { StandInComponent, StandInResource } from "../components/child";
import { packageVersion } from "../packages";
import type { Constructed } from "../provider";
import type { Json, JsonObject } from "../values";
import { chartArguments, helm } from "./helm";
import { tokenOf } from "./objects";

export const CHART = "kubernetes:helm.sh/v4:Chart";

/** Seconds that a preview waits for a remote chart. */
const PREVIEW_SECONDS = 10;

interface ChartInputs {
    readonly chart: string;
    readonly name?: string;
    readonly namespace?: string;
    readonly version?: string;
    readonly repositoryOpts?: JsonObject;
    readonly resourcePrefix?: string;
    readonly values?: Json;
    readonly skipCrds?: boolean;
    readonly includeHooks?: boolean;
    readonly postRenderer?: { readonly command: string; readonly args?: readonly string[] };
}

export interface Rendered {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: JsonObject };
}

export interface ChartSetting {
    readonly helm: string | undefined;
    /** Whether the cluster is only imagined: then nothing is fetched, and the component has no children. */
    readonly imagined: boolean;
    /** The provider's. */
    readonly namespace: string;
}

/** Helm first checks whether the chart is a path, then looks for its name in a repository. */
function isLocal(chart: string): boolean {
    return /^[./]/.test(chart) || existsSync(chart);
}

async function isAtHand({ chart }: Inputs, { helm }: ChartSetting): Promise<boolean> {
    const place = await resolved(chart);
    return helm !== undefined && typeof place === "string" && isLocal(place);
}

function renderArguments(name: string, asked: ChartInputs, namespace: string): string[] {
    const { command, args = [] } = asked.postRenderer ?? {};
    return [
        "template",
        asked.name ?? name,
        ...chartArguments(asked),
        ...["--namespace", asked.namespace ?? namespace],
        ...(asked.skipCrds === true ? ["--skip-crds"] : ["--include-crds"]),
        ...(asked.includeHooks === true ? [] : ["--no-hooks"]),
        ...(command === undefined ? [] : ["--post-renderer", command]),
        ...args.flatMap((arg) => ["--post-renderer-args", arg]),
    ];
}

/** The objects in a stream of YAML documents, including the items of lists. */
export function objectsIn(yaml: string): Rendered[] {
    return parseAllDocuments(yaml)
        .map((document) => document.toJS() as (Rendered & { items?: Rendered[] }) | null)
        .flatMap((object) => (object === null ? [] : object.kind === "List" ? (object.items ?? []) : [object]));
}

async function rendered(name: string, inputs: Inputs, { helm: binary, namespace }: ChartSetting): Promise<Rendered[]> {
    const given = output(inputs) as unknown as { isKnown: Promise<boolean>; promise(): Promise<ChartInputs> };
    if (!(await given.isKnown)) {
        throw new Error("an argument is not known before the update");
    }
    const asked = await given.promise();
    const seconds = isDryRun() && !isLocal(asked.chart) ? PREVIEW_SECONDS : 300;
    const values = asked.values === undefined ? {} : { values: asked.values };
    const yaml = await helm(renderArguments(name, asked, namespace), { helm: binary, seconds, ...values });
    return objectsIn(yaml);
}

export async function chart(
    name: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
    setting: ChartSetting,
): Promise<Constructed> {
    const component = new StandInComponent(CHART, name, {}, options);
    let objects: Rendered[] = [];
    try {
        objects = setting.imagined ? [] : await rendered(name, inputs, setting);
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (!isDryRun() || why.includes("post render") || (await isAtHand(inputs, setting))) {
            throw error;
        }
        await warn(`stand-in: chart ${name} not reached; its CRDs are not shown (${why})`, component);
    }
    const prefix = ((await resolved(inputs.resourcePrefix)) as string | undefined) ?? name;
    const first = objects.filter(({ kind }) => kind === "CustomResourceDefinition" || kind === "Namespace");
    const made: Resource[] = [];
    for (const object of [...first, ...objects.filter((object) => !first.includes(object))]) {
        const dependsOn = first.includes(object) ? [] : made.slice(0, first.length);
        made.push(child(component, prefix, object, dependsOn));
    }
    const state = { resources: made };
    component.finish(state);
    return { urn: component.urn, state };
}

function child(parent: Resource, prefix: string, object: Rendered, dependsOn: Resource[]): Resource {
    const { name, namespace, annotations = {} } = object.metadata;
    const path = namespace === undefined ? name : `${namespace}/${name}`;
    // As `preregister` in the real provider's provider/pkg/provider/helm/v4/chart.go.
    const retainOnDelete = annotations["helm.sh/resource-policy"] === "keep";
    const options = { parent, dependsOn, retainOnDelete, version: packageVersion("kubernetes") };
    return new StandInResource(tokenOf(object), `${prefix}:${path}`, object, options);
}

async function resolved(value: Inputs[string]): Promise<unknown> {
    return (output(value as string) as unknown as { promise(): Promise<unknown> }).promise();
}
