import { isObject, type Json } from "../kustomize/json";

/** A host and a port, and the field that contains them. */
export interface Address {
    host: string;
    port: number;
    field: string;
    /** Such as `https`; undefined for Kafka's own protocol. */
    scheme?: string;
}

/** Fields in which Confluent's kinds say what they connect to, and the environment of a Deployment. */
const addressField = /(endpoint|url|address|uri|value)$/i;
/** Parts that belong to clients, and free text. */
const elsewhere = ["configOverrides", "externalAccess", "podTemplate", "headlessService"];

/** Default ports. A JDBC driver's are those of its database. */
const schemePorts: Readonly<Record<string, number>> = {
    http: 80,
    https: 443,
    ldap: 389,
    ldaps: 636,
    mysql: 3306,
    postgresql: 5432,
    sqlserver: 1433,
};

/** Every address in the fields of an object. @param field of `node`; `spec` itself is not named */
export function addressesIn(node: Json | undefined, field: string): Address[] {
    if (Array.isArray(node)) return node.flatMap((item) => addressesIn(item, field));
    if (isObject(node)) {
        return Object.entries(node)
            .filter(([key]) => !elsewhere.includes(key))
            .flatMap(([key, value]) => addressesIn(value, field === "spec" ? key : `${field}.${key}`));
    }
    return typeof node === "string" && addressField.test(field) ? addressesOf(node, field) : [];
}

/**
 * The addresses in a text: a single one, or a list separated by commas. Addresses with an unknown port are left out.
 */
export const addressesOf = (text: string, field: string): Address[] =>
    text.split(",").flatMap((one) => {
        const [, scheme, host, port] =
            /^(?:(?:jdbc:)?([a-z]+):\/\/)?([a-z0-9][a-z0-9.-]*)(?::(\d+))?(?:[/;?]|$)/i.exec(one.trim()) ?? [];
        const number = port === undefined ? schemePorts[scheme ?? ""] : Number(port);
        return host && number ? [{ host, port: number, field, ...(scheme && { scheme }) }] : [];
    });
