import { UsageError } from "../base/error";

/** An error that the user can fix. Only its message is shown, in one line if possible. */
export class ToolsError extends UsageError {
    override name = "ToolsError";
}
