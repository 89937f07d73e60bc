import type { FormName } from "../../../config/workload/secrets";

/** A user name with its password. */
export type Users = ReadonlyMap<string, string>;

interface Format {
    /** The keys in this format. */
    keys: readonly string[];
    /** Whether it lists the users that may sign in, rather than the user to sign in with. */
    isList: boolean;
    read: (text: string) => Users;
    write: (users: Users, roles: Users) => string;
}

const lines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");
const one = (name: string | undefined, password: string | undefined): Users =>
    name && password ? new Map([[name, password]]) : new Map<string, string>();

/** `username=NAME` and `password=PASSWORD`, quoted in ZooKeeper's format. */
function pair(quote: string): Omit<Format, "keys" | "isList"> {
    return {
        read: (text) => {
            const value = (key: string) => new RegExp(`^${key}=["']?(.*?)["']?\\s*$`, "m").exec(text)?.[1];
            return one(value("username"), value("password"));
        },
        write: (users) =>
            [...users]
                .slice(0, 1)
                .map(([name, password]) => `username=${quote}${name}${quote}\npassword=${quote}${password}${quote}\n`)
                .join(""),
    };
}

const json: Omit<Format, "keys" | "isList"> = {
    read: (text) => {
        try {
            return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
        } catch {
            return new Map();
        }
    },
    write: (users) => `${JSON.stringify(Object.fromEntries(users), null, 2)}\n`,
};

/** The format that Jetty reads: `NAME: PASSWORD,ROLE`. */
const jetty: Omit<Format, "keys" | "isList"> = {
    read: (text) =>
        new Map(
            lines(text).flatMap((line) => {
                const [, name, password] = /^\s*([^:\s]+)\s*:\s*([^,\s]+)/.exec(line) ?? [];
                return [...one(name, password)];
            }),
        ),
    write: (users, roles) =>
        [...users]
            .map(([name, password]) => `${name}: ${password}${roles.has(name) ? `,${roles.get(name)}` : ""}\n`)
            .join(""),
};

const store: Omit<Format, "keys" | "isList"> = {
    read: (text) =>
        new Map(
            lines(text).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
        ),
    write: (users) => [...users].map(([name, password]) => `${name}:${password}\n`).join(""),
};

const list = (key: string, how: Omit<Format, "keys" | "isList">): Format => ({ keys: [key], isList: true, ...how });
const client = (...keys: string[]): Format => ({ keys, isList: false, ...pair("") });

/** The formats of keys in forms with users; `config/workload/secrets/forms.ts` has the sources. */
export const formats: Partial<Record<FormName, readonly Format[]>> = {
    "sasl-users": [list("plain-users.json", json), client("plain-interbroker.txt", "plain.txt")],
    "sasl-ldap-broker": [client("plain-interbroker.txt", "plain.txt")],
    "sasl-broker": [client("plain.txt", "plain-interbroker.txt")],
    "sasl-client": [client("plain.txt")],
    "digest-users": [list("digest-users.json", json)],
    "digest-client": [{ keys: ["digest.txt"], isList: false, ...pair('"') }],
    "basic-users": [list("basic.txt", jetty)],
    "basic-client": [client("basic.txt")],
    bearer: [client("bearer.txt")],
    "user-store": [list("userstore.txt", store)],
    ldap: [client("ldap.txt")],
};
