/** Set, it is the address on the internet that this machine comes from, and nobody is asked; empty: it is not known. */
const override = "CALLER_ADDRESS";

/** Tells who calls it the address that they come from: AWS's own, as its guides use it. */
const service = "https://checkip.amazonaws.com";

/** Variables that name a proxy: who asks directly would see another address than the one that the proxy has. */
const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;

let asked: Promise<string | undefined> | undefined;

/** The address that this machine is seen by on the internet; undefined where nobody can tell. Asked for once. */
export function callerAddress(): Promise<string | undefined> {
    const told = process.env[override];
    if (told !== undefined) return Promise.resolve(ipv4.test(told) ? told : undefined);
    if (proxies.some((name) => process.env[name])) return Promise.resolve(undefined);
    return (asked ??= askAddress(service));
}

/** Of a company that lets no such call out, nothing is heard of it. @param patience milliseconds */
export async function askAddress(url: string, patience = 2000): Promise<string | undefined> {
    try {
        const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
        const text = (await response.text()).trim();
        return ipv4.test(text) ? text : undefined;
    } catch {
        return undefined;
    }
}
