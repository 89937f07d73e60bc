// A Helm post-renderer: keeps a chart's CustomResourceDefinitions, drops the rest. YAML on stdin, YAML on stdout.
import { readFileSync } from "node:fs";
import process from "node:process";

const documents = readFileSync(0, "utf8").split(/^---.*$/m);
const crds = documents.filter((document) => /^kind: *["']?CustomResourceDefinition["']? *$/m.test(document));
process.stdout.write(crds.map((document) => `---\n${document.trim()}\n`).join(""));
