import type { Finding, Report } from "../shape";

/** For people: each finding, followed by what was checked and what was not. */
export function text(report: Report): string {
    return [...report.findings.map(lineOf), ...(report.findings.length > 0 ? [""] : []), summary(report)].join("\n");
}

const lineOf = ({ file, line, severity, rule, why, fix }: Finding): string =>
    `${file}:${line}: ${severity === "warning" ? "warning: " : ""}${why} [${rule}]\n      do: ${fix}`;

/** What was checked: a check that was skipped has not passed. */
export function summary({ overlays, schemas, findings }: Report): string {
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const warnings = findings.length - errors;
    return [
        `${counted(overlays.length, "overlay")}: ${counted(errors, "error")}, ${counted(warnings, "warning")}.`,
        ...overlays.map(({ path, stacks, assumedKinds, objects }) => {
            const by =
                stacks.length > 0
                    ? `checked for the stack${stacks.length > 1 ? "s" : ""} ${stacks.join(", ")}`
                    : `no stack in this checkout follows it${assumedKinds.length > 0 ? `; assumed to be allowed in gitops.kinds: ${assumedKinds.join(", ")}` : ""}`;
            return `  ${path}: ${counted(objects, "object")}, ${by}`;
        }),
        schemasOf({ schemas }),
    ].join("\n");
}

function schemasOf({ schemas: { by, source, unchecked } }: Pick<Report, "schemas">): string {
    const without = unchecked.length > 0 ? ` Not checked, because there is no schema: ${unchecked.join(", ")}.` : "";
    if (by === null)
        return "Schemas were not checked: there is no API server here, and no CRD with a schema. npm run tools builds an API server.";
    return by === "API server"
        ? `Schemas: strict dry run by the API server, with the CRDs of ${source}.${without}`
        : `Schemas: strict check against the JSON schemas in the CRDs of ${source}. An API server, which npm run tools builds, also checks CEL rules and Kubernetes' own kinds.${without}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
