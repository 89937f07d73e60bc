import assert from "node:assert/strict";
import { isWell } from "../../commands/team/cluster";
import { placeOf } from "../../commands/team/place";
import { reportOf } from "../../commands/team/run";

/** The sample team's page, from a cluster where all of it is well. */
export async function assertWell(kubeconfig = ""): Promise<void> {
    const { teams, noMetrics } = await reportOf(placeOf("teams"), "payments", { kubeconfig });
    const [team = assert.fail()] = teams;
    assert.deepEqual(team.application, { name: "team-payments", sync: "Synced", health: "Healthy", message: null });
    const says = [...team.topics, ...team.schemas, ...team.connectors].map(({ live }) => live?.says);
    assert.deepEqual(says, ["CREATED", "CREATED", "CREATED", "running, 1/1 tasks"]);
    assert.deepEqual([isWell(team), team.notInGit], [true, []]);
    assert.match(noMetrics ?? "", /^there is no Prometheus/);
}
