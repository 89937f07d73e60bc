// A Helm post-renderer: of a chart it keeps the CustomResourceDefinitions, without their schemas' descriptions, and drops
// the rest. YAML on stdin, YAML on stdout. A chart without any fails: Helm would call that an empty output.
import process from "node:process";
import { text } from "node:stream/consumers";
import { withoutDescriptions } from "./withoutDescriptions.mjs";

// Not readFileSync(0): a pipe is non-blocking once `process.stdin` is loaded, and where the next piece of a large chart
// is not there yet, that ends in EAGAIN.
const documents = (await text(process.stdin)).split(/^---.*$/m);
const crds = documents.filter((document) => /^kind: *["']?CustomResourceDefinition["']? *$/m.test(document));
if (crds.length === 0) {
    process.stderr.write("The chart has no CustomResourceDefinitions: a mirror has to have it whole, with its crds/\n");
    process.exitCode = 1;
}
process.stdout.write(crds.map((document) => `---\n${withoutDescriptions(document.trim())}\n`).join(""));
