import { confluentGroup } from "./workload/confluentKinds";
import type { Json } from "./kustomize/json";
import type { Resource } from "./kustomize/resource";
import { child } from "./workload/platform";
import type { Settings } from "./schema";

/** The class of a Service whose load balancer is left to AWS Load Balancer Controller. It can't be changed. */
export const controllerClass = "service.k8s.aws/nlb";

const annotation = (name: string) => `service.beta.kubernetes.io/aws-load-balancer-${name}`;

/** Whether the stack installs AWS Load Balancer Controller. */
export const hasController = ({ cluster }: Pick<Settings, "cluster">): boolean =>
    cluster.source === "eks" && cluster.loadBalancerController;

/** What creates the load balancer for Argo CD's page; undefined if there is none. */
export function maker({ argocd, cluster }: Pick<Settings, "argocd" | "cluster">) {
    if (argocd.install === "none" || !/loadBalancer/i.test(argocd.access)) return undefined;
    if (hasController({ cluster })) return "controller";
    return cluster.source === "eks" && cluster.nodes.scaling === "autoMode" ? "autoMode" : "controlPlane";
}

/**
 * Annotations of Argo CD's Service, in the terms of what creates its load balancer: AWS Load Balancer Controller
 * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/), or the controller
 * in EKS's control plane (https://cloud-provider-aws.sigs.k8s.io/service_controller/).
 *
 * @param isPlain whether Argo CD answers without TLS
 */
export function argoCdAnnotations(
    settings: Pick<Settings, "argocd" | "cluster">,
    isPlain: boolean,
): Record<string, string> {
    const { access, certificateArn } = settings.argocd;
    const isInternal = access === "internalLoadBalancer";
    const by = maker(settings);
    if (by === undefined) return {};
    // Its class is the default there, and so is an internal load balancer
    // (https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html).
    if (by === "autoMode") return { [annotation("scheme")]: isInternal ? "internal" : "internet-facing" };
    if (by === "controlPlane") {
        return { [annotation("type")]: "nlb", ...(isInternal && { [annotation("internal")]: "true" }) };
    }
    return {
        [annotation("scheme")]: isInternal ? "internal" : "internet-facing",
        [annotation("nlb-target-type")]: "ip",
        ...(certificateArn && {
            [annotation("ssl-cert")]: certificateArn,
            // The other port leads to this one.
            [annotation("ssl-ports")]: "https",
            ...(!isPlain && { [annotation("backend-protocol")]: "ssl" }),
            // The command argocd uses gRPC, and therefore HTTP/2.
            [annotation("alpn-policy")]: "HTTP2Preferred",
        }),
    };
}

/** A load balancer that an object of the overlay requests. */
export interface LoadBalancer {
    resource: Resource;
    /** `spec.listeners.external.externalAccess` */
    field: string;
    /** What is to create it: AWS Load Balancer Controller, or whatever handles Services without a class. */
    of: "controller" | "anybody";
    isInternal: boolean;
    /** Whether it requests a Network Load Balancer; without a class, AWS creates a classic one otherwise. */
    isNetwork: boolean;
    certificate: string | undefined;
}

/** The load balancers that an overlay requests: for its Services, its Ingresses, and Confluent's externalAccess. */
export const loadBalancersOf = (resources: readonly Resource[]): LoadBalancer[] =>
    resources.flatMap((resource) => {
        const spec = child(resource.object, "spec");
        const own = child(child(resource.object, "metadata"), "annotations");
        if (resource.group === confluentGroup) {
            return accesses(spec, "spec")
                .filter(({ access }) => child(access, "type") === "loadBalancer")
                .map(({ field, access }) =>
                    asked(resource, field, child(child(access, "loadBalancer"), "annotations"), undefined),
                );
        }
        if (resource.kind === "Service" && resource.group === "" && child(spec, "type") === "LoadBalancer") {
            const ofClass = child(spec, "loadBalancerClass");
            // Another class belongs to another controller.
            return [undefined, controllerClass].includes(ofClass as string | undefined)
                ? [asked(resource, "spec", own, ofClass)]
                : [];
        }
        if (resource.kind === "Ingress" && resource.group === "networking.k8s.io") {
            const name = child(spec, "ingressClassName") ?? valueOf(own, "kubernetes.io/ingress.class");
            if (name !== "alb") return [];
            return [
                {
                    resource,
                    field: "spec.ingressClassName",
                    of: "controller",
                    isInternal: valueOf(own, "alb.ingress.kubernetes.io/scheme") !== "internet-facing",
                    isNetwork: false,
                    certificate: undefined,
                },
            ];
        }
        return [];
    });

function asked(
    resource: Resource,
    field: string,
    annotations: Json | undefined,
    ofClass: Json | undefined,
): LoadBalancer {
    const value = (name: string) => valueOf(annotations, annotation(name));
    const type = value("type");
    const isOfController = ofClass !== undefined || type === "external" || type === "nlb-ip";
    const [scheme, internal] = [value("scheme"), value("internal")];
    return {
        resource,
        field,
        of: isOfController ? "controller" : "anybody",
        // The controller's default is internal.
        isInternal: isOfController
            ? scheme === "internal" || (scheme === undefined && internal !== "false")
            : internal !== undefined && internal !== "false",
        isNetwork: isOfController || type === "nlb",
        certificate: value("ssl-cert"),
    };
}

const valueOf = (annotations: Json | undefined, name: string): string | undefined => {
    const value = child(annotations, name);
    // Kubernetes only accepts strings.
    return typeof value === "string" ? value : undefined;
};

/** Every `externalAccess` below a node: of listeners, including those in lists, and of Kafka's other services. */
function accesses(node: Json | undefined, path: string): { field: string; access: Json | undefined }[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        key === "externalAccess" ? [{ field: `${path}.${key}`, access: value }] : accesses(value, `${path}.${key}`),
    );
}
