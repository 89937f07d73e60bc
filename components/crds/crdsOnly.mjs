// A Helm post-renderer that keeps a chart's CustomResourceDefinitions, without the descriptions in their schemas, and drops
// the rest. It reads and writes YAML. It fails for a chart without any, which Helm would report as empty output.
import process from "node:process";
import { text } from "node:stream/consumers";
import { withoutDescriptions } from "./withoutDescriptions.mjs";

// Not readFileSync(0): a pipe is non-blocking once `process.stdin` is loaded, so that would fail with EAGAIN if the next
// piece of a large chart hasn't arrived yet.
const documents = (await text(process.stdin)).split(/^---.*$/m);
const crds = documents.filter((document) => /^kind: *["']?CustomResourceDefinition["']? *$/m.test(document));
if (crds.length === 0) {
    process.stderr.write("The chart has no CustomResourceDefinitions: a mirror has to have it whole, with its crds/\n");
    process.exitCode = 1;
}
process.stdout.write(crds.map((document) => `---\n${withoutDescriptions(document.trim())}\n`).join(""));
