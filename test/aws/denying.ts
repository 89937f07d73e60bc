import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** AWS behind a proxy that rejects one call. */
export interface Denying {
    url: string;
    close(): Promise<void>;
}

/**
 * Forwards all calls except one of EC2's, which it rejects like EC2.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export async function denying(upstream: string, action: string): Promise<Denying> {
    const server = createServer((asked, answer) => {
        void text(asked).then((body) => {
            if (new URLSearchParams(body).get("Action") === action) {
                answer.writeHead(403, { "content-type": "text/xml" });
                answer.end(
                    "<Response><Errors><Error><Code>UnauthorizedOperation</Code>" +
                        "<Message>You are not authorized to perform this operation.</Message></Error></Errors></Response>",
                );
                return;
            }
            const { method, headers } = asked;
            const passed = request(new URL(asked.url ?? "/", upstream), { method, headers }, (its) => {
                answer.writeHead(its.statusCode ?? 500, its.headers);
                its.pipe(answer);
            });
            passed.end(body);
        });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: async () => {
            server.close();
            server.closeAllConnections();
            await once(server, "close").catch(() => undefined);
        },
    };
}
