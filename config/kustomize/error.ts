/** A problem in an overlay, reported with its file and what to do about it. */
export class OverlayError extends Error {
    /**
     * @param file relative to the repository root, with `:line` if the line is known
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

/** Something outside the checkout. Kustomize may find it on this machine; Argo CD only has the repository. */
export class OutsideError extends OverlayError {}

/** Something that may be right, but that the program's own reader can't handle exactly as Kustomize does. */
export class UnfollowedError extends OverlayError {
    constructor(
        file: string,
        what: string,
        fix = "install kustomize or kubectl on your PATH, or run npm run tools, so that Kustomize itself renders it",
    ) {
        super(file, what, fix);
    }
}
