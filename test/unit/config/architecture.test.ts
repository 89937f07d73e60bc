import assert from "node:assert/strict";
import { amiTypeOf, architectureOf } from "../../../config/aws/architecture";

/** Families that AWS sells with Graviton, or another Arm processor, and its likes that are not. */
const arm = "a1 c6g c6gd c6gn c7g c7gd c7gn c8g c8gb c8gn g5g hpc7g i4g i8g i8ge im4gn is4gen m6g m7g m7gd m8g m8gb";
const moreArm = "r6g r6gd r7g r8g r8gd t4g x2gd x8g p6e-gb200";
const x86 =
    "c5 c6i c6in c7a c7i-flex d3en dl1 f2 g3 g3s g4ad g4dn g5 g6 g6e g6f gr6 gr6f h1 hpc6a hpc6id i3en i4i i7ie";
const moreX86 = "inf2 m5 m5dn m7i-flex p4d p4de p5en p6-b200 r5b r7iz t3 t3a trn1n u-6tb1 u7in-16tb vt1 x1e x2iedn z1d";

describe("the architecture of an instance type", () => {
    it("is arm64 for Graviton", () => {
        const wrong = `${arm} ${moreArm}`.split(" ").filter((family) => architectureOf(`${family}.large`) !== "arm64");
        assert.deepEqual(wrong, []);
    });

    it("is x86_64 for everything else, whatever g is in its name", () => {
        const wrong = `${x86} ${moreX86}`.split(" ").filter((family) => architectureOf(`${family}.metal`) !== "x86_64");
        assert.deepEqual(wrong, []);
    });

    it("decides which image the nodes take", () => {
        assert.equal(amiTypeOf(["m7g.xlarge", "m6g.xlarge"]), "AL2023_ARM_64_STANDARD");
        assert.equal(amiTypeOf(["m5.xlarge", "g4dn.xlarge"]), "AL2023_x86_64_STANDARD");
    });
});
