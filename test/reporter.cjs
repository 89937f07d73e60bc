// Mocha's own spec reporter; with TEST_COUNTS set, it also adds a line `passed failed skipped` to that file.
const { appendFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        runner.once("end", () => {
            const { passes, failures, pending } = this.stats;
            if (process.env.TEST_COUNTS) appendFileSync(process.env.TEST_COUNTS, `${passes} ${failures} ${pending}\n`);
        });
    }
};
