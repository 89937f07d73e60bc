/**
 * What is wrong with the order in which kinds were asked to go, and were gone: contents go before Kafka is asked to. Role
 * bindings of the operator's own are nobody's to delete: each goes with its component, while Kafka lives.
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
