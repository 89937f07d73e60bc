import { sshFields } from "./sshWire";

/*
 * Argo CD lists branches with Go's own SSH (ParsePrivateKey in golang.org/x/crypto/ssh) and fetches with `git` and
 * OpenSSH (util/git/client.go, creds.go), so both have to be able to read a key. Tried with keys of each form: OpenSSH
 * accepts its own form only without Windows line ends, text before it, or spaces at line ends ("error in libcrypto"),
 * where Go accepts all of these; both accept PEM with Windows line ends. Only Go reads a GitHub App's key, as RSA in
 * PEM (ParseRSAPrivateKeyFromPEM in golang-jwt).
 */

const openSsh = "OPENSSH PRIVATE KEY";
const pkcs8 = "PRIVATE KEY";
const rsa = "RSA PRIVATE KEY";
const forSsh = [openSsh, pkcs8, rsa, "EC PRIVATE KEY"];

/** Why Argo CD can't read a repository over SSH with a key; undefined if it can. The reason doesn't repeat the key. */
export function unreadableSshKey(text: string): string | undefined {
    const key = partsOf(text);
    if (!key) return notAKey(text);
    if (hasPassphrase(text, key)) {
        return "has a passphrase, and Argo CD cannot ask for one: use a key without a passphrase (ssh-keygen -p -N '' -f COPY)";
    }
    if (!forSsh.includes(key.label)) return `is a ${key.label}, which Argo CD cannot read`;
    if (key.label === openSsh && text.includes("\r")) {
        return "has Windows line endings (CRLF), with which OpenSSH, and so Argo CD, fails: remove them (tr -d '\\r' < KEY > COPY)";
    }
    if (/sk-(ssh|ecdsa)-/.test(publicKeyIn(key.body) ?? ""))
        return "needs somebody to touch a security key, which Argo CD cannot do";
    return undefined;
}

/** Why Argo CD can't get a GitHub App's token with a key; undefined if it can. The reason doesn't repeat the key. */
export function unreadableAppKey(text: string): string | undefined {
    const key = partsOf(text);
    if (!key) return notAKey(text);
    if (hasPassphrase(text, key))
        return "has a passphrase, and Argo CD cannot ask for one: use the file as you downloaded it from GitHub";
    return undefined;
}

/** What else is wrong with something that looks like an SSH key: most likely, Argo CD can't read it. */
export function doubtfulSshKey(text: string): string | undefined {
    const { label, body } = partsOf(text) ?? {};
    if (!body) return undefined;
    const isWhole =
        label === openSsh ? publicKeyIn(body) && text.startsWith("-") && !/[ \t]$/m.test(text) : isWholeDer(body);
    return isWhole ? undefined : cutShort;
}

/** The same for a GitHub App's key. */
export function doubtfulAppKey(text: string): string | undefined {
    const { label = "", body } = partsOf(text) ?? {};
    if (!body) return undefined;
    const isRsa = label === rsa || (label === pkcs8 && body.includes(rsaEncryption));
    if (!isRsa) return "is not an RSA key in PEM form, like that of every GitHub App: download it from the App's page";
    return isWholeDer(body) ? undefined : cutShort;
}

const cutShort = "is incomplete, or has been changed: use the whole file";
/** The identifier 1.2.840.113549.1.1.1 as encoded in PKCS 8 (RFC 8017, appendix A.1). */
const rsaEncryption = Buffer.from("06092a864886f70d010101", "hex");

function notAKey(text: string): string {
    if (/^(ssh-|ecdsa-|sk-)\S+ AAAA|-----BEGIN PUBLIC KEY|-----BEGIN SSH2 PUBLIC/.test(text)) {
        return "is a public key, which is for the Git server, not a private key";
    }
    if (text.startsWith("PuTTY-User-Key-File-")) {
        return "is a PuTTY key, which OpenSSH cannot read: convert it (puttygen KEY -O private-openssh -o COPY)";
    }
    return "is not a private key";
}

interface Parts {
    label: string;
    headers: string;
    body: Buffer;
}

function partsOf(text: string): Parts | undefined {
    const [, label, headers = "", body] =
        /(?:^|\n)-----BEGIN ([A-Z ]*PRIVATE KEY)-----\r?\n((?:[\w-]+:.*\r?\n)*)([\s\S]+)-----END \1-----\s*$/.exec(
            text,
        ) ?? [];
    return label !== undefined && body !== undefined
        ? { label, headers, body: Buffer.from(body, "base64") }
        : undefined;
}

/**
 * Whether a key is encrypted. Each form shows that: PKCS 8 in its first line, the older PEM in a header (RFC 1421), and
 * OpenSSH's in the cipher's name after its magic
 * (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key).
 */
function hasPassphrase(text: string, { label, headers, body }: Parts): boolean {
    if (label === "ENCRYPTED PRIVATE KEY" || /^Proc-Type: *4,ENCRYPTED/m.test(headers)) return true;
    const cipher = label === openSsh && sshFields(afterMagic(body), 1)?.fields[0];
    return cipher ? String(cipher) !== "none" : false;
}

const magic = Buffer.from("openssh-key-v1\0");

/** The part after the magic in OpenSSH's form; empty without the magic. */
const afterMagic = (body: Buffer): Buffer =>
    body.subarray(0, magic.length).equals(magic) ? body.subarray(magic.length) : Buffer.of();

/** The public key in OpenSSH's form of a private key; undefined if the key is incomplete. */
function publicKeyIn(body: Buffer): string | undefined {
    // The cipher, the key derivation and its options; then the number of keys, each public key, and all private keys.
    const head = sshFields(afterMagic(body), 3);
    const keys = head && sshFields(head.rest.subarray(4))?.fields;
    return keys && keys.length > 1 ? String(keys[0]) : undefined;
}

/** Whether the DER sequence of a key ends where its length says (X.690, 8.1.3). */
function isWholeDer(body: Buffer): boolean {
    const [tag, first = 0] = body;
    const more = first & 0x80 ? first & 0x7f : 0;
    if (tag !== 0x30 || more > 4 || body.length < 2 + more) return false;
    return body.length === 2 + more + (more > 0 ? body.readUIntBE(2, more) : first);
}
