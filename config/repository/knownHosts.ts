import { createHmac } from "node:crypto";
import { sshFields } from "./sshWire";

export interface Address {
    /** As written in the repository's URL. */
    host: string;
    port: number;
}

/**
 * Whether a file of SSH host keys has a key for an address, for both clients that Argo CD uses: its own Git lists
 * branches (golang.org/x/crypto/ssh/knownhosts, github.com/skeema/knownhosts), and OpenSSH fetches. Hashed names,
 * wildcards, negations and certificate authorities count. Go is case-sensitive, and applies a line without a port only
 * to port 22, unless it has a `*`; OpenSSH compares the text between the commas as it is, in lower case, and also
 * without the port.
 *
 * @see https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT
 */
export function hasHostKey(knownHosts: string, { host, port }: Address): boolean {
    const entries = entriesOf(knownHosts).filter((entry) => entry !== undefined);
    // Go rejects a revoked key from every host.
    const revoked = entries.filter(({ marker }) => marker === "@revoked").map(({ key }) => key);
    const lines = entries.filter(({ marker, key }) => marker !== "@revoked" && !revoked.includes(key));
    const atPort = lines.filter((line) => matches(line, host, port));
    const known = atPort.length > 0 ? atPort : lines.filter((line) => line.isWide && matches(line, host, 22));
    const names = [nameAt(host.toLowerCase(), port), host.toLowerCase()];
    const toOpenSsh = lines.filter(({ hosts }) => names.some((name) => isListed(hosts, name)));
    return known.some(({ key }) => toOpenSsh.some((line) => line.key === key));
}

/** The number of the first line that isn't a host key, from 1; Argo CD would then accept none of the lines. */
export function badLine(knownHosts: string): number | undefined {
    const index = entriesOf(knownHosts).findIndex((entry) => entry === undefined);
    return index < 0 ? undefined : index + 1;
}

/** The number of the first line whose key is cut short, from 1; Argo CD would then accept none of the lines. */
export function cutLine(knownHosts: string): number | undefined {
    const index = entriesOf(knownHosts).findIndex((entry) => entry?.isCut);
    return index < 0 ? undefined : index + 1;
}

/** The command that prints an address's host keys. */
export const keyscan = ({ host, port }: Address): string => `ssh-keyscan ${port === 22 ? "" : `-p ${port} `}${host}`;

const nameAt = (host: string, port: number): string => (port === 22 ? host : `[${host}]:${port}`);

interface Pattern {
    negated: boolean;
    host: string;
    port: string;
}

interface Entry {
    marker: string;
    /** As written. */
    hosts: string;
    /** Undefined for a hashed name. */
    patterns: readonly Pattern[] | undefined;
    /** Whether it has a `*`, and no port after the first name. */
    isWide: boolean;
    key: string;
    /** Whether the end of the key is missing. */
    isCut: boolean;
}

const nobody: Entry = { marker: "", hosts: "", patterns: [], isWide: false, key: "", isCut: false };

/** A line that is empty or a comment is an entry for no host; undefined for a line that Go can't read. */
function entriesOf(knownHosts: string): (Entry | undefined)[] {
    return knownHosts.split(/\r?\n/).map((line) => {
        if (/^[ \t]*(#|$)/.test(line)) return nobody;
        const words = line.replace(/^[ \t]+|[ \t]+$/g, "").split(/[ \t]+/);
        const marker = /^@(cert-authority|revoked)$/.test(words[0] ?? "") ? (words.shift() ?? "") : "";
        const [hosts = "", type = "", key = ""] = words;
        if (hosts.startsWith("@") || !isKey(type, key)) return undefined;
        const isCut = !isWhole(type, key);
        if (marker === "@revoked") return { ...nobody, marker, key, isCut };
        const patterns = hosts.startsWith("|") ? undefined : patternsOf(hosts);
        if (!patterns && !hashOf(hosts)) return undefined;
        return { marker, hosts, patterns, isWide: /^[^*]*\*(?!.*\]:)/.test(hosts), key, isCut };
    });
}

/**
 * The number of fields in each type of key that Go reads, including the type (ParsePublicKey in
 * golang.org/x/crypto/ssh).
 */
const keyTypes: Readonly<Record<string, number>> = {
    "ssh-rsa": 3,
    "ssh-dss": 5,
    "ssh-ed25519": 2,
    "sk-ssh-ed25519@openssh.com": 3,
    "ecdsa-sha2-nistp256": 3,
    "ecdsa-sha2-nistp384": 3,
    "ecdsa-sha2-nistp521": 3,
    "sk-ecdsa-sha2-nistp256@openssh.com": 4,
};

/** Whether it looks like a key of its type, which is its first field; it may be cut short. */
function isKey(type: string, key: string): boolean {
    const bytes = Buffer.from(key, "base64");
    const named = sshFields(bytes, 1)?.fields[0];
    return /^[A-Za-z0-9+/]+=*$/.test(key) && type in keyTypes && (bytes.length <= 4 || String(named) === type);
}

function isWhole(type: string, key: string): boolean {
    const bytes = Buffer.from(key, "base64");
    return bytes.toString("base64") === key && sshFields(bytes)?.fields.length === keyTypes[type];
}

/** Undefined if Go rejects one of the patterns. */
function patternsOf(hosts: string): Pattern[] | undefined {
    const patterns = hosts.split(",").filter((text) => text !== "");
    const read = patterns.map((text) => {
        const [, sign, name = ""] = /^(!?)(.*)$/.exec(text) ?? [];
        const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^[\]:]*)$/.exec(name) ?? [];
        if (name === "" || (name.startsWith("[") && bracketed === undefined)) return undefined;
        return { negated: sign !== "", host: bracketed ?? plain ?? name, port: port ?? "22" };
    });
    return read.every((pattern) => pattern !== undefined) ? read : undefined;
}

function matches({ hosts, patterns }: Entry, host: string, port: number): boolean {
    if (!patterns) return isHashed(hosts, nameAt(host, port));
    const fitting = patterns.filter((one) => one.port === String(port) && wildcard(one.host).test(host));
    return fitting.length > 0 && !fitting.some(({ negated }) => negated);
}

/** As in OpenSSH (match_hostname). */
function isListed(hosts: string, name: string): boolean {
    if (hosts.startsWith("|")) return isHashed(hosts, name);
    const fitting = hosts
        .toLowerCase()
        .split(",")
        .filter((pattern) => wildcard(pattern.replace(/^!/, "")).test(name));
    return fitting.length > 0 && !fitting.some((pattern) => pattern.startsWith("!"));
}

function hashOf(hosts: string): { salt: Buffer; hash: string } | undefined {
    const [, salt = "", hash = ""] = /^\|1\|([^|]*)\|([^|]*)$/.exec(hosts) ?? [];
    const isBase64 = [salt, hash].every((text) => text && Buffer.from(text, "base64").toString("base64") === text);
    return isBase64 ? { salt: Buffer.from(salt, "base64"), hash } : undefined;
}

function isHashed(hosts: string, name: string): boolean {
    const hashed = hashOf(hosts);
    return hashed !== undefined && createHmac("sha1", hashed.salt).update(name).digest("base64") === hashed.hash;
}

const wildcard = (pattern: string): RegExp =>
    new RegExp(
        `^${pattern.replace(/[.*+?^${}()|[\]\\]/g, (sign) => ({ "*": ".*", "?": "." })[sign] ?? `\\${sign}`)}$`,
        "s",
    );
