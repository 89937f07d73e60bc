import assert from "node:assert/strict";
import { previewStack } from "../../commands/preview";
import { Previewed } from "./previewed";

const nat = /^aws:ec2\/natGateway:/;

async function previewOf(stack: string): Promise<Previewed> {
    const { preview } = await previewStack(stack, {});
    assert.deepEqual(preview.errors, []);
    return new Previewed(preview.resources, preview.warnings);
}

describe("the stacks that are promoted to", () => {
    let staging: Previewed;
    let prod: Previewed;
    before(async () => ([staging, prod] = [await previewOf("staging"), await previewOf("prod")]));

    it("prod is protected, in each zone by itself, and follows a release", () => {
        assert.equal(prod.ofType(nat).length, 3);
        assert.equal(prod.only(/^aws:eks\/cluster:Cluster$/).deletionProtection, true);
        assert.equal(prod.only(/:StorageClass$/).reclaimPolicy, "Retain");
        assert.match(prod.source.targetRevision, /^v\d+\.\d+\.\d+$/);
        const kept = /(:Vpc|:NatGateway|:Cluster|:Key|:LogGroup)$/;
        assert.deepEqual(
            prod.ofType(kept).filter(({ type, protect }) => /^(aws|kubernetes):/.test(type) && !protect),
            [],
        );
        const applications = prod.ofType(/:Application$/).map(({ urn, protect }) => [urn.split("::").at(-1), protect]);
        assert.deepEqual(Object.fromEntries(applications), {
            "confluent-platform-application": true,
            "confluent-addons-application": true,
        });
        const free = /(:AccessEntry|:NodeGroup|:StorageClass)$/;
        assert.deepEqual(
            prod.ofType(free).map(({ protect }) => protect),
            [false, false, false],
        );
    });

    it("staging has in its cluster what prod has, so that what is promoted has been tried", () => {
        const inCluster = (previewed: Previewed) => previewed.names(/^kubernetes:/).sort();
        assert.deepEqual(inCluster(staging), inCluster(prod));
        assert.equal(staging.source.targetRevision, "main");
        assert.equal(staging.only(/^aws:eks\/cluster:Cluster$/).deletionProtection, false);
    });
});
