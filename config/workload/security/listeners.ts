import { isObject, type Json, type JsonObject, textOf } from "../../kustomize/json";
import type { Resource } from "../../kustomize/resource";
import { at, hasCertificate } from "./nodes";

/** Where a component listens, and how. Ports: docs.confluent.io/operator, co-networking. */
export interface Listener {
    /** Such as `listeners.internal`, below `spec`; empty for the component's REST API. */
    path: string;
    port: number;
    tls: boolean;
    /** `type` of its authentication; undefined if it has none. */
    authentication: string | undefined;
}

/** Ports of REST APIs, by kind. */
export const restPorts = {
    SchemaRegistry: 8081,
    KafkaRestProxy: 8082,
    Connect: 8083,
    KsqlDB: 8088,
    ControlCenter: 9021,
} as const;
export const kafkaPorts = { internal: 9071, replication: 9072, external: 9092 };
/** Shared by Kafka's REST API and MDS. */
export const kafkaRestPort = 8090;
export const controllerPort = 9074;
/** Ports of Control Center's own services. */
export const servicePorts = { prometheus: 9090, alertmanager: 9093 };

export function listenersOf({ kind, object }: Resource): Listener[] {
    const { spec } = object;
    const of = (path: string, port: number, more: Partial<Listener> = {}): Listener => ({
        path,
        port,
        tls: at(spec, `${path}.tls.enabled`) === true,
        authentication: typeOf(at(spec, `${path}.authentication`)),
        ...more,
    });
    if (kind === "KRaftController") return [of("listeners.controller", controllerPort)];
    if (kind === "Kafka") {
        const mds = isObject(at(spec, "services.mds"));
        return [
            ...Object.entries(kafkaPorts).map(([name, port]) => of(`listeners.${name}`, port)),
            ...customListeners(spec).map(({ port, tls, authentication, name }) => ({
                path: `listeners.custom (${textOf(name)})`,
                port: Number(port),
                tls: at(tls, "enabled") === true,
                authentication: typeOf(authentication),
            })),
            // MDS authenticates clients by the tokens that it issues.
            of(mds ? "services.mds" : "services.kafkaRest", kafkaRestPort, mds ? { authentication: undefined } : {}),
        ];
    }
    const port = (restPorts as Readonly<Record<string, number>>)[kind];
    if (port === undefined) return [];
    const services = Object.entries(servicePorts)
        .filter(([name]) => isObject(at(spec, `services.${name}`)))
        .map(([name, servicePort]) =>
            of(`services.${name}`, servicePort, { tls: hasCertificate(at(spec, `services.${name}.tls`)) }),
        );
    return [
        {
            path: "",
            port,
            tls: hasCertificate(at(spec, "tls")),
            authentication: typeOf(at(spec, "authentication")),
        },
        ...services,
    ];
}

/** Kafka's custom listeners, in addition to the three, each with a port from 9093 on. */
export function customListeners(spec: Json | undefined): JsonObject[] {
    const custom = at(spec, "listeners.custom");
    return Array.isArray(custom) ? custom.filter(isObject) : [];
}

function typeOf(authentication: Json | undefined): string | undefined {
    const type = at(authentication, "type");
    return typeof type === "string" && type !== "none" ? type : undefined;
}
