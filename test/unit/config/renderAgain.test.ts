import assert from "node:assert/strict";
import { renameSync, rmSync, statSync, symlinkSync, utimesSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../../../config/kustomize/render";
import { inTree } from "./overlayTree";

describe("an overlay that is rendered again in one process", () => {
    /** Does something to the small tree between two renderings. */
    const between = (files: Record<string, string>, change: (root: string) => void, use: (root: string) => void) =>
        inTree(files, (root) => {
            render(root, "o");
            change(root);
            use(root);
        });
    const images = (root: string) =>
        render(root, "o")
            .resources.flatMap(({ object }) => JSON.stringify(object))
            .join();

    it("is not read anew where nothing has changed", () =>
        inTree({}, (root) => assert.equal(render(root, "o"), render(root, "o"))));

    it("is read anew where a file has other contents, of the same size and time", () =>
        between(
            {},
            (root) => {
                const file = join(root, "o/version/kustomization.yaml");
                const { atime, mtime } = statSync(file);
                writeFileSync(file, readFileSync(file, "utf8").replace("7.9.0", "7.9.1"));
                utimesSync(file, atime, mtime);
            },
            (root) => assert.match(images(root), /cp-server:7\.9\.1/),
        ));

    it("is refused once a second kustomization is beside the first one", () =>
        between(
            {},
            (root) => writeFileSync(join(root, "base/kustomization.yml"), "resources: []\n"),
            (root) => assert.throws(() => render(root, "o"), /has both a kustomization\.yaml and a kustomization\.yml/),
        ));

    it("is refused once a file of it is gone", () =>
        between(
            {},
            (root) => rmSync(join(root, "base/kafka.yaml")),
            (root) => assert.throws(() => render(root, "o"), /kafka\.yaml does not exist/),
        ));

    it("is read anew where a link leads elsewhere", () => {
        const folder = (tag: string) => `images: [{ name: confluentinc/cp-server, newTag: ${tag} }]\nkind: Component\n`;
        const tag = (name: string) => `${name}/kustomization.yaml`;
        inTree(
            {
                [tag("one")]: folder("7.9.2"),
                [tag("other")]: folder("7.9.3"),
                "o/kustomization.yaml": "resources: [../base]\ncomponents: [version, ../link]\n",
            },
            (root) => {
                symlinkSync("one", join(root, "link"));
                assert.match(images(root), /cp-server:7\.9\.2/);
                symlinkSync("other", join(root, "new"));
                renameSync(join(root, "new"), join(root, "link"));
                assert.match(images(root), /cp-server:7\.9\.3/);
            },
        );
    });
});
