import { isObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { customListeners } from "./security/listeners";
import { at } from "./security/nodes";

/** Where clients outside come in: what has `externalAccess`, and its port in the pod (https://docs.confluent.io/operator/current/co-networking.html). */
const entrances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    Kafka: { "listeners.external": 9092, "services.mds": 8090, "services.kafkaRest": 8090 },
    KRaftController: { "listeners.controller": 9074 },
    ControlCenter: { "": 9021, "services.prometheus": 9090, "services.alertmanager": 9093 },
    Connect: { "": 8083 },
    KsqlDB: { "": 8088 },
    KafkaRestProxy: { "": 8082 },
    SchemaRegistry: { "": 8081 },
};

/** A component's ports for clients outside, each with the field that opens it to them. */
export function entrancesOf({ kind, object }: Resource): { port: number; field: string }[] {
    const { spec } = object;
    const known = Object.entries(entrances[kind] ?? {}).map(([path, port]) => ({
        port,
        field: path ? `${path}.externalAccess` : "externalAccess",
    }));
    const custom = customListeners(spec).flatMap(({ name, port, externalAccess }) =>
        isObject(externalAccess)
            ? [{ port: Number(port), field: `listeners.custom (${textOf(name)}).externalAccess` }]
            : [],
    );
    return [...known.filter(({ field }) => isObject(at(spec, field))), ...custom];
}
