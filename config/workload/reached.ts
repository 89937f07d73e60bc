import { isObject, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import {
    controllerPort,
    customListeners,
    kafkaPorts,
    kafkaRestPort,
    restPorts,
    servicePorts,
} from "./security/listeners";
import { at } from "./security/nodes";

/**
 * Where external clients connect: the parts with `externalAccess`, and their ports in the pod
 * (https://docs.confluent.io/operator/current/co-networking.html).
 */
const entrances: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    ...Object.fromEntries(Object.entries(restPorts).map(([kind, port]) => [kind, { "": port }])),
    Kafka: {
        "listeners.external": kafkaPorts.external,
        "services.mds": kafkaRestPort,
        "services.kafkaRest": kafkaRestPort,
    },
    KRaftController: { "listeners.controller": controllerPort },
    ControlCenter: {
        "": restPorts.ControlCenter,
        "services.prometheus": servicePorts.prometheus,
        "services.alertmanager": servicePorts.alertmanager,
    },
};

/** A component's ports for external clients, each with the field that opens it. */
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
