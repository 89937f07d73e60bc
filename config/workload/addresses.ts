import { isObject, type Json } from "../kustomize/json";

/** A host and a port, and the field that says them. */
export interface Address {
    host: string;
    port: number;
    field: string;
    /** Such as `https`; undefined for Kafka's own protocol. */
    scheme?: string;
}

/** Fields by which Confluent's kinds say whom they reach, and the environment of a Deployment. */
const addressField = /(endpoint|url|address|uri|value)$/i;
/** What belongs to clients, and free text. */
const elsewhere = ["configOverrides", "externalAccess", "podTemplate", "headlessService"];

/** Ports that go without saying. A JDBC driver's are those of its database. */
const schemePorts: Readonly<Record<string, number>> = {
    http: 80,
    https: 443,
    ldap: 389,
    ldaps: 636,
    mysql: 3306,
    postgresql: 5432,
    sqlserver: 1433,
};

/** Every address that the fields of an object say. @param field of `node`; `spec` itself is not named */
export function addressesIn(node: Json | undefined, field: string): Address[] {
    if (Array.isArray(node)) return node.flatMap((item) => addressesIn(item, field));
    if (isObject(node)) {
        return Object.entries(node)
            .filter(([key]) => !elsewhere.includes(key))
            .flatMap(([key, value]) => addressesIn(value, field === "spec" ? key : `${field}.${key}`));
    }
    return typeof node === "string" && addressField.test(field) ? addressesOf(node, field) : [];
}

/** The addresses in a text: one, or a list with commas. Those whose port is unknown are left out. */
export const addressesOf = (text: string, field: string): Address[] =>
    text.split(",").flatMap((one) => {
        const [, scheme, host, port] =
            /^(?:(?:jdbc:)?([a-z]+):\/\/)?([a-z0-9][a-z0-9.-]*)(?::(\d+))?(?:[/;?]|$)/i.exec(one.trim()) ?? [];
        const number = port === undefined ? schemePorts[scheme ?? ""] : Number(port);
        return host && number ? [{ host, port: number, field, ...(scheme && { scheme }) }] : [];
    });
