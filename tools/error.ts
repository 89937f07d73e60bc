import { UsageError } from "../base/error";

/** What a user can do something about; its message is all there is to say, in one line where it can be. */
export class ToolsError extends UsageError {
    override name = "ToolsError";
}
