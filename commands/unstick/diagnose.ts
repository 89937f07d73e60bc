import type { KubernetesObject } from "../../kubernetes";
import { missingProject, progressOf, unconfirmed } from "./application";
import { argoCdController, confluentOperator, type Controller } from "./controllers";
import { type Facts } from "./facts";
import { finalizerOf } from "./finalizers";
import { type Finding, findingOn, removalCommand } from "./finding";
import { namespaceFindings } from "./namespace";
import { needOf } from "./needs";
import { partialSync } from "./sync";

/** What is stuck, and why: one finding for each reason. Applications come first, the namespace last. */
export function diagnose(facts: Facts): Finding[] {
    const seen = new Set<string | undefined>();
    const objects = [...facts.applications, ...facts.objects].filter(({ metadata }) => {
        if (!metadata.deletionTimestamp || seen.has(metadata.uid)) return false;
        seen.add(metadata.uid);
        return true;
    });
    const syncs = facts.applications.flatMap((one) => partialSync(one, facts) ?? []);
    return [...syncs, ...objects.flatMap((object) => findingsOn(object, facts)), ...namespaceFindings(facts)];
}

function findingsOn(object: KubernetesObject, facts: Facts): Finding[] {
    const finalizers = object.metadata.finalizers ?? [];
    if (finalizers.length === 0) return [withoutFinalizer(object)];
    const isApplication = object.kind === "Application" && object.apiVersion.startsWith("argoproj.io/");
    const waiting = isApplication ? unconfirmed(object, facts) : undefined;
    return [...(waiting ? [waiting] : []), ...finalizers.map((finalizer) => held(object, finalizer, facts))];
}

function held(object: KubernetesObject, finalizer: string, facts: Facts): Finding {
    const { owner, meaning } = finalizerOf(finalizer);
    if (owner === "confluent") return heldByConfluent(object, finalizer, meaning, facts);
    if (owner === "argoCd") return heldByArgoCd(object, finalizer, meaning, facts);
    if (owner === "kubernetes") {
        return findingOn(object, { keeper: finalizer, why: sentence(meaning), waitsFor: "kubernetes" });
    }
    const why = `${sentence(meaning)} If the controller that added it is gone for good, remove it by hand.`;
    return findingOn(object, {
        keeper: finalizer,
        why,
        waitsFor: "user",
        advice: [removalCommand(object, finalizer)],
    });
}

function heldByConfluent(object: KubernetesObject, finalizer: string, meaning: string, facts: Facts): Finding {
    const operator = confluentOperator(facts);
    const need = needOf(object, facts);
    const base = { keeper: finalizer, waitsFor: "controller" as const };
    const consequence = consequences[object.kind] ?? "what the operator would have cleaned up outside Kubernetes stays";
    const remedy = { action: "removeFinalizer" as const, finalizer, consequence };
    if (operator.state === "gone") {
        const why = `${sentence(meaning)} The operator is gone: ${operator.sentence}.`;
        return findingOn(object, { ...base, why, remedy });
    }
    if (need?.state === "gone") {
        const why = `${sentence(meaning)} It no longer can: ${need.sentence}.`;
        return findingOn(object, { ...base, why, remedy });
    }
    const needs = need ? ` It needs its cluster for that: ${need.sentence}.` : "";
    const why = `${sentence(meaning)} ${presence("The operator", operator)}${needs}`;
    return left(object, finalizer, operator, why);
}

function heldByArgoCd(object: KubernetesObject, finalizer: string, meaning: string, facts: Facts): Finding {
    const controller = argoCdController(facts);
    const base = { keeper: finalizer, waitsFor: "controller" as const };
    const consequence = "what it deployed is not deleted by this; it stays, or goes with its namespace";
    const remedy = { action: "removeFinalizer" as const, finalizer, consequence };
    if (controller.state === "gone") {
        const why = `${sentence(meaning)} Argo CD is gone: ${controller.sentence}.`;
        return findingOn(object, { ...base, why, remedy });
    }
    const project = object.kind === "Application" ? missingProject(object, facts) : undefined;
    if (project) {
        const why = `${sentence(meaning)} It no longer can: the AppProject ${project}, which it reads first, is gone.`;
        return findingOn(object, { ...base, why, remedy });
    }
    const why = [sentence(meaning), presence("Argo CD", controller), progressOf(object, facts)];
    return left(object, finalizer, controller, why.filter(Boolean).join(" "));
}

const presence = (who: string, { state, sentence: seen }: Controller): string =>
    state === "unknown" ? `Whether it is running could not be determined: ${seen}.` : `${who} is there: ${seen}.`;

/** A finalizer whose controller is running, or may be. The controller removes it, so this command doesn't. */
function left(object: KubernetesObject, keeper: string, { state, log }: Controller, why: string): Finding {
    return state === "unknown"
        ? findingOn(object, { keeper, why, waitsFor: "user", advice: [removalCommand(object, keeper)] })
        : findingOn(object, { keeper, why, waitsFor: "controller", advice: log ? [log] : [] });
}

/** What is left outside Kubernetes if the operator can't clean up. */
const consequences: Record<string, string> = {
    KafkaTopic: "the topic, and its data, is not deleted in Kafka by this",
    Schema: "the schema is not deleted in Schema Registry by this",
    Connector: "the connector is not deleted in Connect by this",
    ConfluentRolebinding: "the role binding is not deleted in Kafka by this: it ends with its Kafka",
    ClusterLink: "the link is not deleted in Kafka by this, nor its mirror topics stopped",
    SchemaExporter: "the exporter is not deleted in Schema Registry by this",
    SchemaImporter: "the importer is not deleted in Schema Registry by this",
};

function withoutFinalizer(object: KubernetesObject): Finding {
    if (object.kind !== "Pod") {
        return findingOn(object, { keeper: "no finalizer", why: "It is about to go.", waitsFor: "kubernetes" });
    }
    const { namespace, name } = object.metadata;
    return findingOn(object, {
        keeper: "no finalizer",
        why: "Its node ends it after the grace period of its processes. If the node is gone for good, nothing does.",
        waitsFor: "kubernetes",
        advice: [`kubectl -n ${namespace} delete pod ${name} --force --grace-period=0   (only if its node is gone)`],
    });
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
