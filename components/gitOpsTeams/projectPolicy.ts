import { inCluster } from "../../config/workload/addons";
import type { GitOpsSettings } from "../../config/schema";
import { projectMark, teamKinds, teamMark } from "../../config/workload/teams/names";
import { labelled, trackedBy } from "./ownership";

const begins = (text: string, mark: string): string => `${text}.startsWith('${mark}')`;
const text = (value: string): string => JSON.stringify(value);

/**
 * spec of the ValidatingAdmissionPolicy by which a team's AppProject allows no more than the stack says. The stack replaces what Git
 * has by a patch, and a file in that folder (`.argocd-source.yaml`) could drop the patch.
 */
export function projectPolicySpec({ repository, namespace }: GitOpsSettings) {
    const kinds = teamKinds.map(({ group, kind }) => text(`${group}/${kind}`)).join(", ");
    const validations = {
        [begins("object.metadata.name", teamMark)]: "is of no team",
        [`object.spec.?sourceRepos.orValue([]).all(one, one == ${text(repository)})`]: "allows another repository",
        [`object.spec.?destinations.orValue([]).all(one, one.?server.orValue('') == ${text(inCluster)} && one.?namespace.orValue('') == ${text(namespace)})`]:
            "allows another destination",
        "object.spec.?clusterResourceWhitelist.orValue([]).size() == 0": "allows cluster-scoped kinds",
        // Without a list, all kinds are allowed.
        [`has(object.spec.namespaceResourceWhitelist) && object.spec.namespaceResourceWhitelist.all(one, (one.group + '/' + one.kind) in [${kinds}])`]:
            "allows kinds that no team has",
        "!has(object.spec.sourceNamespaces) && !has(object.spec.roles) && !has(object.spec.destinationServiceAccounts)":
            "has more than sources, destinations and kinds",
    };
    return {
        failurePolicy: "Fail",
        matchConstraints: {
            resourceRules: [
                {
                    apiGroups: ["argoproj.io"],
                    apiVersions: ["v1alpha1"],
                    resources: ["appprojects"],
                    operations: ["CREATE", "UPDATE"],
                },
            ],
        },
        matchConditions: [
            {
                name: "of-a-team",
                expression: [
                    begins("object.metadata.name", teamMark),
                    begins(trackedBy("object"), projectMark),
                    begins(labelled("object"), projectMark),
                ].join(" || "),
            },
        ],
        validations: Object.entries(validations).map(([expression, says]) => ({
            expression,
            message: `a team's AppProject ${says}: the stack says what it may (docs/adr/0020)`,
            reason: "Forbidden",
        })),
    };
}
