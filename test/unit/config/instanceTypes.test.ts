import assert from "node:assert/strict";
import { instanceFamilies, instanceSizeOf, nextLarger } from "../../../config/aws/instanceTypes";
import table from "../../../config/aws/instanceTable.json";

describe("the sizes of instance types", () => {
    // 80m and 893 MiB of an m5.xlarge, as its kubelet's configuration has them (58 addresses); 100 MiB for eviction.
    it("have what EKS's images and the kubelet leave, by their formulae", () => {
        const { cpu, memory, allocatable } = instanceSizeOf("m5.xlarge") ?? assert.fail();
        assert.deepEqual({ cpu, memory }, { cpu: 4000, memory: 16384 });
        assert.deepEqual(allocatable, { cpu: 3920, memory: 15155 - 893 - 100, pods: 58 });
        assert.equal(instanceSizeOf("c7g.large")?.allocatable.cpu, 1930);
    });

    it("have no more pods than a managed node group allows: 110, and 250 from 30 vCPU on", () => {
        assert.equal(instanceSizeOf("m6i.4xlarge")?.allocatable.pods, 110);
        assert.equal(instanceSizeOf("m6i.8xlarge")?.allocatable.pods, 234);
        assert.equal(instanceSizeOf("m6i.16xlarge")?.allocatable.pods, 250);
    });

    it("know the next larger type of a family, and that there is none above the largest", () => {
        assert.equal(nextLarger("m5.xlarge"), "m5.2xlarge");
        assert.equal(nextLarger("c7g.large"), "c7g.xlarge");
        assert.equal(nextLarger("m5.24xlarge"), undefined);
        assert.equal(instanceSizeOf("m5.giant"), undefined);
        assert.equal(instanceSizeOf("p5.48xlarge"), undefined);
    });

    it("leave room for something on every type", () => {
        assert.ok(instanceFamilies.length > 50);
        for (const [family, sizes] of Object.entries(table)) {
            for (const size of Object.keys(sizes)) {
                const { cpu, memory, allocatable } = instanceSizeOf(`${family}.${size}`) ?? assert.fail(size);
                assert.ok(allocatable.cpu > 0 && allocatable.cpu < cpu, `${family}.${size}`);
                assert.ok(allocatable.memory < memory && allocatable.pods > 0, `${family}.${size}`);
            }
        }
    });
});
