import assert from "node:assert/strict";
import { lossOfField } from "../../../../commands/diff/losses/fields";
import { lossesOfRevert } from "../../../../commands/diff/losses/revert";
import { renderFinal } from "../../../../commands/diff/markdown/losses";
import type { ObjectChange } from "../../../../commands/diff/model";

describe("the way back of a change", () => {
    const field = (kind: string, path: string, before?: string, after?: string) =>
        lossOfField(kind, { path, before, after, forces: false });

    it("is data if Kafka or its operator goes back to an earlier minor version, but not for a patch, or for what holds no data", () => {
        const image = (kind: string, from: string, to: string, path = "spec.image.application") =>
            field(kind, path, `confluentinc/one:${from}`, `confluentinc/one:${to}`);
        assert.match(image("Kafka", "8.3.2", "8.2.0")?.lost ?? "", /^Kafka has no way back from 8\.3 to 8\.2/);
        assert.equal(image("KRaftController", "8.0.0", "7.9.11")?.severity, "data");
        assert.match(
            image("Kafka", "3.4.0", "3.3.0", "spec.image.init")?.lost ?? "",
            /no way back from 3\.4 to 3\.3 of its operator/,
        );
        assert.equal(image("Kafka", "8.2.0", "8.3.2"), undefined);
        assert.equal(image("Kafka", "8.3.2", "8.3.0"), undefined);
        assert.equal(image("Connect", "8.3.2", "8.2.0"), undefined);
        assert.equal(field("Kafka", "spec.image.application", "one@sha256:1", "one:8.2.0"), undefined);
    });

    it("cannot be undone by git revert if a volume has grown or a version is new, and can if it costs nothing", () => {
        const changed = (path: string, before: string, after: string): ObjectChange => ({
            op: "changed",
            object: "Kafka/kafka",
            fields: [{ path, before, after, forces: false }],
        });
        const final = lossesOfRevert("`prod`", [
            changed("spec.dataVolumeCapacity", "1Ti", "2Ti"),
            changed("spec.image.application", "cp-server:7.9.11", "cp-server:8.3.2"),
            changed("spec.podTemplate.resources.requests.cpu", "4", "8"),
            { op: "added", object: "KafkaTopic/orders", fields: [] },
        ]);
        assert.deepEqual(
            final.map(({ what }) => what),
            [
                "`Kafka/kafka`: `spec.dataVolumeCapacity` back from `2Ti` to `1Ti`",
                "`Kafka/kafka`: `spec.image.application` back from `cp-server:8.3.2` to `cp-server:7.9.11`",
            ],
        );
        assert.match(final[0]?.lost ?? "", /^Volumes can't shrink/);
        assert.match(
            renderFinal([...final, ...final]),
            /^### `git revert` doesn't take this back\n\n- `prod`, `prod`: .*\n- .*\S$/,
        );
        assert.equal(renderFinal([]), "");
    });
});
