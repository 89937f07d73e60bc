import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

const apiVersion = "argoproj.io/v1alpha1";

/** An object of Argo CD's: its name there, and Argo CD's namespace. */
export interface ArgoCdName {
    name: string;
    namespace: string;
}

/** An AppProject. @param resourceName in the stack's state */
export const appProject = (
    resourceName: string,
    metadata: ArgoCdName,
    spec: object,
    opts: pulumi.CustomResourceOptions,
) => new k8s.apiextensions.CustomResource(resourceName, { apiVersion, kind: "AppProject", metadata, spec }, opts);

/**
 * An Application. Deleting it deletes what it made, before what has to help with that is gone.
 *
 * @param resourceName in the stack's state
 * @param waitFor what `pulumi up` waits for, as pulumi-kubernetes' annotation has it. Default: that the object is there
 */
export const application = (
    resourceName: string,
    metadata: ArgoCdName,
    spec: object,
    waitFor: string | undefined,
    opts: pulumi.CustomResourceOptions,
) =>
    new k8s.apiextensions.CustomResource(
        resourceName,
        {
            apiVersion,
            kind: "Application",
            metadata: {
                ...metadata,
                finalizers: ["resources-finalizer.argocd.argoproj.io"],
                ...(waitFor !== undefined && { annotations: { "pulumi.com/waitFor": waitFor } }),
            },
            spec,
        },
        { ...opts, customTimeouts: { create: "45m", update: "45m", delete: "30m" } },
    );

/**
 * An ApplicationSet. Deleting it deletes its Applications, and what those have made where they say so; it is gone once they are,
 * and not before as Pulumi would have it by itself: what they need to be deleted by goes next.
 *
 * @param resourceName in the stack's state
 */
export const applicationSet = (
    resourceName: string,
    metadata: ArgoCdName,
    spec: object,
    opts: pulumi.CustomResourceOptions,
) =>
    new k8s.apiextensions.CustomResource(
        resourceName,
        {
            apiVersion,
            kind: "ApplicationSet",
            metadata: { ...metadata, annotations: { "pulumi.com/deletionPropagationPolicy": "foreground" } },
            spec,
        },
        { ...opts, customTimeouts: { delete: "10m" } },
    );
