/** If set, this is the machine's address on the internet, and no request is made; if empty, the address is unknown. */
const override = "CALLER_ADDRESS";

/** Returns the caller's address: AWS's own service, as used in its guides. */
const service = "https://checkip.amazonaws.com";

/** Variables that set a proxy: a direct request would show a different address from the proxy's. */
const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;

let asked: Promise<string | undefined> | undefined;

/** This machine's address on the internet; undefined if it can't be determined. Requested once. */
export function callerAddress(): Promise<string | undefined> {
    const told = process.env[override];
    if (told !== undefined) return Promise.resolve(ipv4.test(told) ? told : undefined);
    if (proxies.some((name) => process.env[name])) return Promise.resolve(undefined);
    return (asked ??= askAddress(service));
}

/**
 * If a company blocks the request, there is no answer.
 *
 * @param patience milliseconds
 */
export async function askAddress(url: string, patience = 2000): Promise<string | undefined> {
    try {
        const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
        const text = (await response.text()).trim();
        return ipv4.test(text) ? text : undefined;
    } catch {
        return undefined;
    }
}
