// Mocha's own spec reporter. With TEST_COUNTS set, it also adds a line `passed failed skipped` to that file; with
// TEST_FAILURES, each failure as it is printed, so that a long run can say them again at its end.
const { appendFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class extends reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        const { TEST_COUNTS, TEST_FAILURES } = process.env;
        runner.on("fail", (test, error) => {
            const said = `${test.file}: ${test.fullTitle()}\n${error.stack ?? error.message}\n`;
            if (TEST_FAILURES) appendFileSync(TEST_FAILURES, said);
        });
        runner.once("end", () => {
            const { passes, failures, pending } = this.stats;
            if (TEST_COUNTS) appendFileSync(TEST_COUNTS, `${passes} ${failures} ${pending}\n`);
        });
    }
};
