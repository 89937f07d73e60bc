import { createHmac } from "node:crypto";

export interface Address {
    host: string;
    port: number;
}

/**
 * Whether a file of SSH host keys has one for an address, as Argo CD looks for it (golang.org/x/crypto/ssh/knownhosts):
 * a line without a port is for port 22 alone. Hashed names, wildcards, negations and certificate authorities count.
 *
 * @see https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT
 */
export function hasHostKey(knownHosts: string, address: Address): boolean {
    return entriesOf(knownHosts).some(
        (entry) => entry?.marker !== "@revoked" && entry !== undefined && matches(entry.hosts, address),
    );
}

/** The first line that is no host key, counted from 1; Argo CD would take none of the lines. */
export function badLine(knownHosts: string): number | undefined {
    const index = entriesOf(knownHosts).findIndex((entry) => entry === undefined);
    return index < 0 ? undefined : index + 1;
}

/** The command that prints an address's host keys. */
export const keyscan = ({ host, port }: Address): string => `ssh-keyscan ${port === 22 ? "" : `-p ${port} `}${host}`;

interface Entry {
    marker: string;
    hosts: string;
}

/** A line that is empty or a comment is an entry for nobody; undefined for one that is no entry. */
function entriesOf(knownHosts: string): (Entry | undefined)[] {
    return knownHosts.split(/\r?\n/).map((line) => {
        if (/^\s*(#|$)/.test(line)) return { marker: "", hosts: "" };
        const words = line.trim().split(/[ \t]+/);
        const marker = /^@(cert-authority|revoked)$/.test(words[0] ?? "") ? (words.shift() ?? "") : "";
        const [hosts = "", type = "", key = ""] = words;
        // The key begins with its own type, after four bytes of its length.
        const blob = Buffer.from(key, "base64");
        const named = blob.subarray(4, 4 + (blob.length > 4 ? blob.readUInt32BE(0) : 0)).toString();
        const isKey = /^[\w+/]+=*$/.test(key) && (blob.length <= 4 || named === type);
        return hosts.startsWith("@") || !isKey ? undefined : { marker, hosts };
    });
}

function matches(hosts: string, { host, port }: Address): boolean {
    const [, kind, salt = "", hash] = hosts.split("|");
    if (kind === "1") {
        const name = port === 22 ? host : `[${host}]:${port}`;
        return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
    }
    const patterns = hosts.split(",").filter(Boolean);
    const fits = (pattern: string): boolean => {
        const [, bracketed, given] = /^\[(.*)\]:(\d+)$/.exec(pattern) ?? [];
        return Number(given ?? 22) === port && wildcard(bracketed ?? pattern).test(host);
    };
    if (patterns.some((pattern) => pattern.startsWith("!") && fits(pattern.slice(1)))) return false;
    return patterns.some((pattern) => !pattern.startsWith("!") && fits(pattern));
}

const wildcard = (pattern: string): RegExp =>
    new RegExp(
        `^${pattern.replace(/[.*+?^${}()|[\]\\]/g, (sign) => ({ "*": ".*", "?": "." })[sign] ?? `\\${sign}`)}$`,
        "i",
    );
