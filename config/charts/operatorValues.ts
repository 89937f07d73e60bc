import * as pulumi from "@pulumi/pulumi";
import { mergeValues, type Need, type Values, valuesOf } from "./values";
import type { Secrets, Settings } from "../schema";
import { cfkReleases } from "../support";
import { operatorDefaults } from "./operatorDefaults";
import { pullSecretName } from "./pullSecret";

/** The parts of the stack's configuration on which the values depend. */
export type OperatorChartArgs = Pick<Settings, "confluent" | "mirrors"> & { secrets: Secrets };

/**
 * Values of the confluent-for-kubernetes chart that the program needs, by their names in its values.yaml
 * (https://docs.confluent.io/operator/current/co-deploy-cfk.html).
 */
export function operatorNeeds({ confluent, mirrors, secrets }: OperatorChartArgs): Need[] {
    const license = secrets.confluentLicense;
    return [
        { path: ["namespaced"], value: false, why: "the operator is in a different namespace from the platform" },
        { path: ["namespaceList"], value: undefined, why: "the operator watches all namespaces" },
        {
            path: ["name"],
            value: "confluent-operator",
            isDefault: true,
            why: "the program finds the operator's Deployment by this name",
        },
        {
            path: ["image", "tag"],
            value: cfkReleases[confluent.version].chart,
            isDefault: true,
            why: "confluent.version determines the operator's version",
        },
        {
            path: ["licenseKey"],
            value: license === undefined ? undefined : pulumi.secret(license),
            why: "everybody could read it in Git: pulumi config set --secret confluentLicense",
        },
        ...(license === undefined
            ? []
            : [["license", "directoryPathInContainer"], ["license", "secretRef"], ["licenseSecretRef"]].map((path) => ({
                  path,
                  value: undefined,
                  why: "it would override the stack's confluentLicense",
              }))),
        ...(mirrors.images
            ? [
                  {
                      path: ["image", "registry"],
                      value: mirrors.images,
                      why: "mirrors.images determines where images come from",
                  },
                  {
                      path: ["image", "repository"],
                      value: "confluentinc/confluent-operator",
                      isDefault: true,
                      why: "in mirrors.images each image is under its own path",
                  },
              ]
            : []),
        ...(secrets.imagePullSecret
            ? [
                  {
                      path: ["imagePullSecretRef"],
                      value: pullSecretName,
                      why: "the stack creates it, from imagePullSecret",
                  },
              ]
            : []),
    ];
}

/** Values of the confluent-for-kubernetes chart: the defaults, then the user's, then those that the program needs. */
export function operatorValues(args: OperatorChartArgs, users: Values): Values {
    return mergeValues(operatorDefaults, users, valuesOf(operatorNeeds(args)));
}
