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

/** Something that leaves the checkout. Kustomize may find it on this machine; Argo CD has the repository alone. */
export class OutsideError extends OverlayError {}

/** Something that may be right, but that the program's own reader does not follow exactly as Kustomize does. */
export class UnfollowedError extends OverlayError {
    constructor(
        file: string,
        what: string,
        fix = "install kustomize or kubectl on your PATH, or run npm run tools, so that Kustomize itself renders it",
    ) {
        super(file, what, fix);
    }
}
