import type { Report } from "../shape";
import { github } from "./github";
import { gitlab } from "./gitlab";
import { sarif } from "./sarif";
import { text } from "./text";

export const formats = {
    text,
    github,
    gitlab,
    sarif,
    json: (report: Report): string => JSON.stringify(report, null, 2),
} as const;

export type Format = keyof typeof formats;
