import { UsageError } from "../../base/error";
import { type Overrides, readStackFile } from "../../config/stackFile";
import { project } from "../../base/checkout";
import { ownCheckout } from "../../config/workload/checkout";
import { clusterSettings, openStage } from "../../rehearsal/stage";
import { assertReported, collector, type Preview } from "../../rehearsal/engine/collect";
import { type PreviewedAddon, previewedAddons } from "./addons";
import { type Policies, packProblem, PolicyError, policyOptions } from "./policies";

export interface StackPreview {
    preview: Preview;
    /** What Argo CD deploys in addition to the platform. Empty for a stack without addons. */
    addons: PreviewedAddon[];
    /** A sentence about what is simulated. */
    served: string[];
}

/**
 * The real engine's preview of a committed stack. If a stack uses an existing cluster, an embedded control plane takes its
 * place, so that a real API server checks every manifest.
 *
 * @param policies which policies to check. Default: none
 * @throws ConfigurationError, PolicyError, or UsageError with what the engine or the API server refuses
 */
export async function previewStack(
    stack: string,
    overrides: Overrides,
    policies: Policies = { packs: [] },
): Promise<StackPreview> {
    const options = policyOptions(policies);
    const embedded = clusterSettings(stack, overrides).source === "kubeconfig" && !("cluster.kubeconfig" in overrides);
    const stage = await openStage({ stack, overrides, embedded, offline: false });
    const { preview, onEvent } = collector();
    try {
        assertReported(await stage.engine.stack.preview({ onEvent, ...options }));
        preview.warnings.push(
            ...preview.violations.map(({ policy, message }) => `${policy}: ${message}`),
            ...stage.engine.placeholders.map(
                (key) => `${key} is a secret that isn't available here: a placeholder is used instead.`,
            ),
        );
        const addons = previewedAddons(preview.resources, checkoutOf(stack, overrides));
        return { preview, addons, served: stage.served };
    } catch (error) {
        const thrown = stage.engine.programError();
        if (thrown instanceof Error) throw thrown;
        const refusals = preview.violations.filter(({ isMandatory }) => isMandatory);
        if (refusals.length > 0) throw new PolicyError(refusals);
        if (preview.errors.length === 0) throw packProblem(error) ?? error;
        throw new UsageError(["The preview failed:", ...preview.errors.map((message) => `  ${message}`)].join("\n"));
    } finally {
        await stage.close();
    }
}

/** `gitops.checkout` of a stack that has been checked. */
function checkoutOf(stack: string, overrides: Overrides): string {
    const gitops = readStackFile(stack, overrides).config[`${project}:gitops`];
    return (gitops as { checkout?: string } | undefined)?.checkout ?? ownCheckout;
}
