import * as wire from "@pulumi/pulumi/proto/provider_pb";
import type { Change as PropertyChange, Difference } from "./diff";
import type { CheckOutcome } from "./provider";
import { toStruct } from "./wire";

const { Kind } = wire.PropertyDiff;
const KINDS = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

export function checkResponse(outcome: CheckOutcome): wire.CheckResponse {
    const response = new wire.CheckResponse();
    response.setInputs(toStruct(outcome.inputs));
    for (const { property, reason } of outcome.failures ?? []) {
        const entry = new wire.CheckFailure();
        entry.setProperty(property);
        entry.setReason(reason);
        response.addFailures(entry);
    }
    return response;
}

export function diffResponse({ changes, deleteBeforeReplace }: Difference): wire.DiffResponse {
    const { DiffChanges } = wire.DiffResponse;
    const response = new wire.DiffResponse();
    response.setChanges(changes.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
    response.setHasdetaileddiff(true);
    response.setDeletebeforereplace(deleteBeforeReplace ?? false);
    const top = ({ path }: PropertyChange): string => /^\["(.*?)"\]|^[^.[]+/.exec(path)?.[0] ?? path;
    response.setDiffsList([...new Set(changes.map(top))]);
    response.setReplacesList([...new Set(changes.filter(({ replace }) => replace).map(({ path }) => path))]);
    for (const { path, kind, replace } of changes) {
        const entry = new wire.PropertyDiff();
        entry.setKind(KINDS[kind][replace ? 1 : 0]);
        entry.setInputdiff(true);
        response.getDetaileddiffMap().set(path, entry);
    }
    return response;
}
