import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Connection } from "./connection";

/** Keeps the connections to a server open. The packages for proxies are loaded only if there is one. */
export async function agentFor({ url, proxyUrl }: Connection): Promise<HttpAgent> {
    const options = { keepAlive: true };
    if (proxyUrl?.startsWith("socks")) {
        const { SocksProxyAgent } = await import("socks-proxy-agent");
        // As in Go's net/http, and so in kubectl, the proxy resolves the server's name.
        return new SocksProxyAgent(proxyUrl.replace(/^socks5:/, "socks5h:"), options);
    }
    if (proxyUrl) {
        const { HttpsProxyAgent } = await import("https-proxy-agent");
        return new HttpsProxyAgent(proxyUrl as "https://", options);
    }
    return url.startsWith("http:") ? new HttpAgent(options) : new HttpsAgent(options);
}
