/**
 * Problems in the order in which the deletion of kinds was requested and completed: contents must be gone before
 * Kafka's deletion is requested. Nobody may delete the operator's own role bindings: each goes with its component,
 * while Kafka is running.
 *
 * @param order such as `Connect asked to go`, `ConfluentRolebinding gone`
 */
export function outOfOrder(order: readonly string[]): string[] {
    const [first, last] = [(what: string) => order.indexOf(what), (what: string) => order.lastIndexOf(what)];
    const before = (earlier: string, later: string): boolean => first(earlier) >= 0 && last(earlier) < first(later);
    const wanted: [string, string][] = [
        ["KafkaTopic gone", "Kafka asked to go"],
        ["Connector gone", "Kafka asked to go"],
        ["ConfluentRolebinding gone", "Kafka asked to go"],
    ];
    const isEarly =
        first("Connect asked to go") < 0 || first("ConfluentRolebinding gone") < first("Connect asked to go");
    return [
        ...wanted.filter((pair) => !before(...pair)).map((pair) => pair.join(" is not before ")),
        ...(isEarly ? ["ConfluentRolebinding gone is not after Connect asked to go"] : []),
    ];
}
