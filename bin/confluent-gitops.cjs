#!/usr/bin/env node
// What `npx confluent-gitops` runs. TypeScript is read as it is (docs/adr/0006-load-typescript-by-sucrase.md).
require("../base/typescript.cjs");
const { runProgram } = require("../commands/frame/run");
const { programFor } = require("./program");

void runProgram(programFor, process.argv.slice(2));
