import { listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { quantityOf } from "../workload/quantity";
import { at, isOfConfluent } from "../workload/security/nodes";
import { of, type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

const field = "spec.configOverrides.jvm";
const limitField = "spec.podTemplate.resources.limits.memory";

/**
 * The minimum that a JVM needs beside its heap: classes, compiled code, the collector's tables, thread stacks and
 * buffers. An idle broker already needs more than that (`jcmd PID VM.native_memory`).
 */
const beside = 128 * 1024 ** 2;

/** Heaps with which no JVM starts, that are set twice, or that don't fit the container's memory limit. */
export const jvmRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? [])
            .filter(isOfConfluent)
            .flatMap((resource) => of(resource, [twice(resource), wrong(resource), tooLarge(resource)].flat()))
            .map(([reason, fix, about]) => refuse("gitops.path", gitops.path, reason, fix, about)),
    ),
];

/** One a line, or several. */
const flagsOf = ({ object }: Resource): string[] =>
    listOf(at(object, field)).flatMap((line) => textOf(line).split(/\s+/).filter(Boolean));

/** The components size-* replace the first two flags, whatever they are, which are the heap in `base`. */
function twice(resource: Resource): Why[] {
    const flags = flagsOf(resource);
    const found = ["-Xms", "-Xmx"].filter((flag) => flags.filter((one) => one.startsWith(flag)).length > 1);
    if (found.length === 0) return [];
    const reason = `has ${nameOf(resource)} with ${found.join(" and ")} more than once in configOverrides.jvm: a size component has replaced the first two flags`;
    const fix = "keep -Xms and -Xmx first in the list, and put other flags after them";
    return [[reason, fix, { resource, field }]];
}

const units: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/**
 * Bytes; undefined for a size that the JVM doesn't accept
 * (https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html).
 */
function sizeOf(flag: string): number | undefined {
    const [, number, unit = ""] = /^-Xm[sx](\d+)([kmgt]?)$/i.exec(flag) ?? [];
    return number === undefined ? undefined : Number(number) * (units[unit.toLowerCase()] ?? 1);
}

/** The JVM exits at once: "Invalid maximum heap size", "Initial heap size set to a larger value than the maximum". */
function wrong(resource: Resource): Why[] {
    const heaps = flagsOf(resource).filter((flag) => /^-Xm[sx]/.test(flag));
    const unread = heaps.find((flag) => sizeOf(flag) === undefined);
    if (unread !== undefined) {
        const reason = `has ${nameOf(resource)} with ${unread} in configOverrides.jvm, which no JVM accepts`;
        const fix = `use a unit that a JVM accepts, such as ${unread.slice(0, 4)}2g or ${unread.slice(0, 4)}512m: k, m, g or t, without i or b`;
        return [[reason, fix, { resource, field: `${field} ${unread}` }]];
    }
    const [least, most] = ["-Xms", "-Xmx"].map((start) => heaps.find((flag) => flag.startsWith(start)));
    if (!least || !most || (sizeOf(least) ?? 0) <= (sizeOf(most) ?? 0)) return [];
    const reason = `has ${nameOf(resource)} with ${least} and ${most} in configOverrides.jvm: a JVM does not start if its initial heap is larger than its maximum heap`;
    return [[reason, "give both the same size", { resource, field: `${field} ${least}` }]];
}

/** As soon as the heap is used, the kernel kills the container (OOMKilled), again and again. */
function tooLarge(resource: Resource): Why[] {
    const limit = quantityOf(at(resource.object, limitField));
    const heap = flagsOf(resource).findLast((flag) => flag.startsWith("-Xmx"));
    const size = sizeOf(heap ?? "");
    if (heap === undefined || size === undefined || limit === 0 || size + beside <= limit) return [];
    const than = size < limit ? `less than ${beside / 1024 ** 2} MiB below` : size === limit ? "all of" : "more than";
    const text = textOf(at(resource.object, limitField));
    const reason = `has ${nameOf(resource)} with ${heap}, which is ${than} its memory limit of ${text}: a JVM also needs memory outside its heap, so the container is killed when the heap fills up`;
    const fix = `set -Xms and -Xmx to between half and three quarters of the limit, or raise ${limitField}`;
    return [[reason, fix, { resource, field: `${field} ${heap}` }]];
}
