import { type Need, type Values, valueAt } from "./values";

/**
 * The application controller's parameters in argocd-cmd-params-cm, and what takes precedence over each: a flag (its
 * cmd/argocd-application-controller), and a variable (the chart puts the user's after its own).
 */
const controllerIsTold = [
    {
        param: "controller.diff.server.side",
        flag: "--server-side-diff-enabled",
        variable: "ARGOCD_APPLICATION_CONTROLLER_SERVER_SIDE_DIFF",
    },
    {
        param: "controller.resource.health.persist",
        flag: "--persist-resource-health",
        variable: "ARGOCD_APPLICATION_CONTROLLER_PERSIST_RESOURCE_HEALTH",
    },
];

/** The user's flags and variables that would override what the program needs, as values that may not be set. */
export function overridesOfParams(users: Values): Need[] {
    const listAt = (path: string[]): unknown[] => {
        const list = valueAt(users, path);
        return Array.isArray(list) ? list : [];
    };
    return controllerIsTold.flatMap(({ param, flag, variable }) => {
        const isFlag = (entry: unknown) => String(entry).startsWith(`${flag}=`) && entry !== `${flag}=true`;
        const isVariable = (entry: unknown) => {
            const { name, value } = (entry ?? {}) as { name?: unknown; value?: unknown };
            return name === variable && value !== "true";
        };
        const places: [string[], (entry: unknown) => boolean, string][] = [
            [["controller", "extraArgs"], isFlag, flag],
            [["controller", "env"], isVariable, variable],
            [["global", "env"], isVariable, variable],
        ];
        return places
            .filter(([path, isIt]) => listAt(path).some(isIt))
            .map(([path, , name]) => ({
                path,
                value: undefined,
                why: `${name} in it would override configs.params["${param}"], which has to be true for this program`,
            }));
    });
}
