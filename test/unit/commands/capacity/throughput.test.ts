import assert from "node:assert/strict";
import { rateOf, spanOf, wholeFrom } from "../../../../commands/capacity/amounts";
import { throughput as schema } from "../../../../commands/capacity/shape";
import { type Asked, renderThroughput, throughputOf } from "../../../../commands/capacity/throughput";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";

const day = 86_400;
const of = (asked: Partial<Asked>) =>
    throughputOf({ messages: 50e6, retention: 7 * day, replication: 3, consumers: 1, ...asked });

describe("what a throughput takes", () => {
    it("is storage by rate, time and replicas, in volumes that are never full", () => {
        const { storage, brokers, each } = of({});
        assert.equal(storage.kept, (50e6 * 7 * day * 3) / 1e9);
        assert.ok(storage.volumes * 0.8 >= storage.kept - 0.01);
        // Together the volumes have it, and one fewer of the largest would not.
        assert.ok((each.volume * brokers.count * 1024 ** 3) / 1e9 >= storage.volumes);
        assert.ok(((brokers.count - 1) * 16 * 1024 ** 4) / 1e9 < storage.volumes);
    });

    it("is no fewer brokers than the minimum for production, than replicas, and than can write it while one is unavailable", () => {
        const small = { messages: 1e6, retention: day };
        assert.equal(of(small).brokers.count, 3);
        assert.equal(of({ ...small, replication: 5 }).brokers.count, 5);
        // 400 MB/s three times, over 131 MB/s of a volume: 10, and one that may be away.
        assert.equal(of({ messages: 400e6, retention: 60 }).brokers.count, 11);
    });

    it("is network for followers and for each group of consumers, on the brokers that are left", () => {
        const none = of({ messages: 60e6, retention: day, consumers: 0 });
        const left = none.brokers.count - 1;
        const rounded = (value: number) => Math.round(value * 100) / 100;
        assert.equal(none.each.in, rounded((60 * 3) / left));
        assert.equal(none.each.out, rounded((60 * 2) / left));
        const four = of({ messages: 60e6, retention: day, consumers: 4 });
        assert.equal(four.each.out, rounded((60 * 6) / left));
        assert.equal(four.each.in, none.each.in);
    });

    it("is shown with each formula's address", () => {
        const report = of({ consumers: 2 });
        assert.deepEqual(schema.parse(report), report);
        const text = renderThroughput(report);
        assert.match(text, /^50 MB\/s, kept for 7 days in 3 copies, read by 2 groups of consumers:/);
        assert.match(text, /brokers +7, for the size of a gp3 volume/);
        for (const { url } of report.sources) assert.ok(text.includes(url) && url.startsWith("https://"), url);
    });

    it("is printed as its schema says, for flags of the command", async () => {
        const words = ["capacity", "--messages", "1MiB/s", "--retention", "12h", "--json"];
        const { status, stdout, stderr } = await answerTo(words);
        assert.deepEqual([status, stderr], [0, ""]);
        const { asked } = checkShape<{ asked: object }>("capacity", stdout);
        assert.deepEqual(asked, { messages: 1.05, retention: 43_200, replication: 3, consumers: 1 });
    });

    it("reads rates, times and numbers with their units, and nothing else", () => {
        assert.equal(rateOf("50MB/s"), 50e6);
        assert.equal(rateOf("1.5 GiB/s"), 1.5 * 1024 ** 3);
        assert.equal(spanOf("7d"), 7 * day);
        assert.equal(spanOf("90m"), 5400);
        assert.equal(wholeFrom(1, 10)("3"), 3);
        for (const text of ["50", "50mb/s", "MB/s", "-1MB/s", "0MB/s", "1e3MB/s", "50MB", "50MB/h"])
            assert.throws(() => rateOf(text), /such as 50MB\/s/, text);
        for (const text of ["7", "7days", "0d", "-7d", "7w", ""]) assert.throws(() => spanOf(text), /such as 7d/, text);
        for (const text of ["0", "11", "1.5", "three", ""])
            assert.throws(() => wholeFrom(1, 10)(text), /a whole number from 1 to 10/, text);
    });

    for (const [flags, says] of [
        ["--messages 50MB/s", /--retention 7d/],
        ["--retention 7d --overlay dev", /need --messages/],
        ["--messages 50MB/s --retention 7d --overlay dev", /'--messages <rate>' cannot be used with option '--overlay/],
        ["--messages fast --retention 7d", /argument 'fast' is invalid\. It takes a rate/],
    ] as const) {
        it(`is refused for ${flags}`, async () => {
            const { status, stderr } = await answerTo(["capacity", ...flags.split(" ")]);
            assert.equal(status, 2);
            assert.match(stderr, says);
        });
    }
});
