import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Connection } from "./connection";

/** What keeps the connections to a server open. The packages for proxies are loaded where there is one. */
export async function agentFor({ url, proxyUrl }: Connection): Promise<HttpAgent> {
    const options = { keepAlive: true };
    if (proxyUrl?.startsWith("socks")) {
        const { SocksProxyAgent } = await import("socks-proxy-agent");
        // As Go's net/http has it, and so kubectl, the proxy looks the server up.
        return new SocksProxyAgent(proxyUrl.replace(/^socks5:/, "socks5h:"), options);
    }
    if (proxyUrl) {
        const { HttpsProxyAgent } = await import("https-proxy-agent");
        return new HttpsProxyAgent(proxyUrl as "https://", options);
    }
    return url.startsWith("http:") ? new HttpAgent(options) : new HttpsAgent(options);
}
