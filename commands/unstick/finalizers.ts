/** Which controller owns a finalizer, and so removes it. */
export type Owner = "confluent" | "argoCd" | "kubernetes" | "other";

/** What is known about a finalizer from its name. */
export interface Finalizer {
    owner: Owner;
    /** A sentence without its full stop: who removes it, and when. */
    meaning: string;
}

/**
 * Finalizers of Kubernetes and its add-ons: what each waits for. They are explained, and never removed, because what they
 * protect is in use, or would be left behind outside the cluster.
 */
const ofKubernetes: Record<string, string> = {
    foregroundDeletion: "Kubernetes' garbage collector removes it once the objects that this one owns are gone",
    orphan: "Kubernetes' garbage collector removes it once the objects that this one owned are told so",
    "kubernetes.io/pvc-protection": "Kubernetes removes it once no pod uses the claim",
    "kubernetes.io/pv-protection": "Kubernetes removes it once no claim is bound to the volume",
    "service.kubernetes.io/load-balancer-cleanup":
        "the cloud's controller removes it once it has deleted the load balancer; without it, that stays and costs",
    "batch.kubernetes.io/job-tracking": "Kubernetes' job controller removes it once it has counted the pod",
    "customresourcecleanup.apiextensions.k8s.io": "Kubernetes removes it once every object of the kind is gone",
    "service.k8s.aws/resources": awsLoadBalancer(),
    "elbv2.k8s.aws/resources": awsLoadBalancer(),
};

/**
 * What Confluent's operator does before it removes its finalizer, by the finalizer's first part. Topics, schemas,
 * connectors and Connect were seen with one (outputs of real objects). According to Confluent's known issues, the others
 * get stuck without their Kafka cluster.
 */
const ofConfluent: Record<string, string> = {
    kafkatopic: "once it has deleted the topic in Kafka",
    schema: "once it has deleted the schema in Schema Registry",
    connector: "once it has deleted the connector in Connect",
    connect: "once it has cleaned up after the Connect cluster",
    confluentrolebinding: "once it has deleted the role binding in Kafka's Metadata Service",
    clusterlink: "once it has deleted the link in the Kafka that has it",
    schemaexporter: "once it has deleted the exporter in Schema Registry",
    schemaimporter: "once it has deleted the importer in Schema Registry",
};

/**
 * Its finalizers: `KIND.finalizers.platform.confluent.io`, and for a ConfigMap of a pod overlay with `/KIND-NAME` of its
 * user.
 */
const confluent = /^(?:([\w-]+)\.finalizers\.)?platform\.confluent\.io(?:\/(.+))?$/;

const ofArgoCd: Record<string, string> = {
    "resources-finalizer.argocd.argoproj.io": "once it has deleted what the Application deployed",
    "pre-delete-finalizer.argocd.argoproj.io": "once the PreDelete hooks have run",
    "post-delete-finalizer.argocd.argoproj.io": "once the PostDelete hooks have run",
    "argocd.argoproj.io/hook-finalizer": "once the sync that the hook is part of has ended",
};

/** @param finalizer as in metadata.finalizers, such as `kafkatopic.finalizers.platform.confluent.io` */
export function finalizerOf(finalizer: string): Finalizer {
    const known = ofKubernetes[finalizer];
    if (known) return { owner: "kubernetes", meaning: known };

    const [, kind, user] = confluent.exec(finalizer) ?? [];
    if (kind ?? user) {
        const when = user && kind ? `once ${user} no longer uses it` : ofConfluent[kind ?? ""];
        return { owner: "confluent", meaning: `Confluent's operator removes it ${when ?? "once it has cleaned up"}` };
    }
    // Argo CD appends a propagation policy or a stage after a slash: …/background, …/cleanup.
    const argoCd = ofArgoCd[finalizer] ?? ofArgoCd[finalizer.split("/")[0] ?? ""];
    if (argoCd) return { owner: "argoCd", meaning: `Argo CD removes it ${argoCd}` };

    if (/(^|\.)(kubernetes|k8s)\.io(\/|$)/.test(finalizer)) {
        return { owner: "kubernetes", meaning: "Kubernetes, or an add-on of it, removes it" };
    }
    return { owner: "other", meaning: "no controller that this command knows removes it" };
}

function awsLoadBalancer(): string {
    return (
        "the AWS Load Balancer Controller removes it once it has deleted the load balancer in AWS; " +
        "without it, that stays, costs, and keeps its VPC from being deleted"
    );
}
