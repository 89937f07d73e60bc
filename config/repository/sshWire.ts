/** Strings in SSH's encoding (RFC 4251, section 5): each follows its length in four bytes. */
export interface SshFields {
    fields: Buffer[];
    rest: Buffer;
}

/** Reads `count` strings, by default all. Undefined if one is cut short. */
export function sshFields(bytes: Buffer, count = Infinity): SshFields | undefined {
    const fields: Buffer[] = [];
    let rest = bytes;
    while (fields.length < count && (rest.length > 0 || count < Infinity)) {
        if (rest.length < 4) return undefined;
        const end = 4 + rest.readUInt32BE(0);
        if (rest.length < end) return undefined;
        fields.push(rest.subarray(4, end));
        rest = rest.subarray(end);
    }
    return { fields, rest };
}
