import assert from "node:assert/strict";
import { readOverlay } from "../../../config/workload/overlay";
import { overlayNames, repository } from "./gitopsTree";

interface ClusterLink {
    mirrorTopicOptions?: { deleteRemovedMirrorTopics?: boolean };
}

describe("the cluster links of the overlays", () => {
    it("keep a mirror topic whose line goes: the CRD of CFK 3.3 has the contrary as its default", () => {
        const links = overlayNames.flatMap((name) =>
            readOverlay(repository, `gitops/platform/overlays/${name}`).resources.filter(
                ({ kind }) => kind === "ClusterLink",
            ),
        );
        assert.ok(links.length >= 1);
        for (const { name, object } of links) {
            const { mirrorTopicOptions } = object.spec as unknown as ClusterLink;
            if (mirrorTopicOptions) assert.equal(mirrorTopicOptions.deleteRemovedMirrorTopics, false, name);
        }
    });
});
