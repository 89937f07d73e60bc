import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

const apiVersion = "argoproj.io/v1alpha1";

/** An Argo CD object: its name, and Argo CD's namespace. */
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
 * An Application. Deleting it also deletes what it created, while the controllers that are needed for that are still
 * there.
 *
 * @param resourceName in the stack's state
 * @param waitFor what `pulumi up` waits for, as in pulumi-kubernetes' annotation. Default: that the object exists
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
 * An ApplicationSet. Deleting it deletes its Applications, and what those created if they are set to. Pulumi regards it
 * as deleted only once they are gone, unlike its default, because what they need for their deletion is deleted next.
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
