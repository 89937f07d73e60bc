import assert from "node:assert/strict";
import type { Facts } from "../../../../commands/migrate/facts";
import { plan } from "../../../../commands/migrate/plan";
import { positionOf } from "../../../../commands/migrate/position";
import { annotation, git, migrating } from "./world";

const manual = { phase: "RollbackToZk", subPhase: "RollbackToZkWaitForManualNodeRemovalFromZk" };

describe("npx confluent-gitops migrate, where ZooKeeper's two nodes are to be removed,", () => {
    const remove = (zookeeper: Facts["zookeeper"], status = manual) => {
        const facts = { ...git, path: "none", hasJob: true, autoSync: false, zookeeper };
        const position = positionOf(
            facts,
            migrating(status, { [annotation("kraft-migration-trigger-rollback-to-zk")]: "true" }),
            true,
        );
        const step = plan({ ...facts, tree: __dirname }, position).find(({ name }) => name === "remove");
        assert.equal(step?.state, "next");
        return step;
    };

    it("prints zookeeper-shell for the node that the job names", () => {
        const { runs, byHand } = remove({ tls: false, sasl: false });
        assert.deepEqual(byHand, []);
        assert.match(runs[0] ?? "", /zookeeper-shell localhost:2181 deleteall \/kafka-confluent\/controller$/);
        assert.match(runs[2] ?? "", /continue-kraft-migration-post-zk-node-removal=true$/);
        const chroot = { ...manual, zkEndpointWithNode: "zookeeper:2181,other:2181/mrc" };
        assert.match(remove({ tls: false, sasl: false }, chroot).runs[1] ?? "", /deleteall \/mrc\/migration$/);
    });

    it("prints no command that TLS or SASL would reject, and says what works", () => {
        const { runs, byHand } = remove({ tls: true, sasl: true });
        assert.deepEqual(runs, []);
        assert.match(
            byHand[0] ?? "",
            /zk-node-removal --name kraftmigrationjob -n confluent --zk-tls-config-file FILE --kafka-opts=-Djava\.security/,
        );
        assert.doesNotMatch(remove({ tls: true, sasl: false }).byHand[0] ?? "", /kafka-opts/);
    });
});
