import assert from "node:assert/strict";
import { component, kraft, problemsOfTree } from "./overlayTree";

/** The small tree on KRaft and a version of the platform, with a Control Center of an image. */
const withControlCenter = (platform: string, image: string) => ({
    ...kraft,
    "o/kustomization.yaml": `resources: [../base, center.yaml]
components: [../kraft]
images:
  - { name: confluentinc/cp-server, newTag: ${platform} }
  - { name: confluentinc/confluent-init-container, newTag: 3.4.0 }
`,
    "o/center.yaml": component("ControlCenter", `confluentinc/${image}`),
});
const reasons = (platform: string, image: string) =>
    problemsOfTree(withControlCenter(platform, image)).map(({ key, reason, fix }) => `${key}: ${reason}; ${fix}`);

describe("Control Center and the platform that it monitors", () => {
    it("is accepted if its release notes name the platform's version, and if they were not read", () => {
        for (const image of ["2.6.1", "2.9.0"].map((tag) => `cp-enterprise-control-center-next-gen:${tag}`)) {
            assert.deepEqual(reasons("8.3.2", image), [], image);
        }
    });

    it("is refused if it is too old for the platform, with both versions and the file", () => {
        const [reason = "", ...others] = reasons("8.3.2", "cp-enterprise-control-center-next-gen:2.5.0");
        assert.deepEqual(others, []);
        assert.match(
            reason,
            /^gitops\.path: has ControlCenter controlcenter \(o\/center\.yaml\) 2\.5\.0, which monitors Confluent Platform up to 8\.2, with Confluent Platform 8\.3\.2; set its tag/,
        );
    });

    it("is refused if it is the legacy one on Confluent Platform 8", () => {
        const [reason = "", ...others] = reasons("8.0.1", "cp-enterprise-control-center:8.0.1");
        assert.deepEqual(others, []);
        assert.match(
            reason,
            /has the legacy ControlCenter controlcenter \(o\/center\.yaml\).*the last version with it is 7\.9; use .*components\/control-center instead/,
        );
    });
});
