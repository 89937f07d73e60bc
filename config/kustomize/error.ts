/** Something wrong in an overlay, said with its file and what to do about it. */
export class OverlayError extends Error {
    /**
     * @param file relative to the repository root, with `:line` where the line is known
     * @param what what is wrong there
     * @param fix what to do
     */
    constructor(
        readonly file: string,
        readonly what: string,
        readonly fix: string,
    ) {
        super(`${file}: ${what}; ${fix}`);
        this.name = "OverlayError";
    }
}
