import { UsageError } from "../../base/error";

/** @throws UsageError always */
export function refuse(text: string): never {
    throw new UsageError(text);
}
