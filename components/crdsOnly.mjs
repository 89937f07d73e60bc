// A Helm post-renderer: of a chart it keeps the CustomResourceDefinitions, without their schemas' descriptions, and drops
// the rest. YAML on stdin, YAML on stdout.
import process from "node:process";
import { text } from "node:stream/consumers";
import { withoutDescriptions } from "./withoutDescriptions.mjs";

// Not readFileSync(0): a pipe is non-blocking once `process.stdin` is loaded, and where the next piece of a large chart
// is not there yet, that ends in EAGAIN.
const documents = (await text(process.stdin)).split(/^---.*$/m);
const crds = documents.filter((document) => /^kind: *["']?CustomResourceDefinition["']? *$/m.test(document));
process.stdout.write(crds.map((document) => `---\n${withoutDescriptions(document.trim())}\n`).join(""));
