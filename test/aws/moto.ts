import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { listensOn, onFreePorts } from "../../rehearsal/controlPlane";
import { makeFolder } from "../../base/folder";
import { startGuardian } from "../../rehearsal/controlPlane/guardian";
import { startServer } from "../../rehearsal/controlPlane/server";
import { sweep } from "../../rehearsal/controlPlane/sweep";
import { pythonTools } from "../../tools/python";

/** moto, a stand-in for AWS's APIs on 127.0.0.1. It keeps everything in memory, and accepts any credentials. */
export interface Moto {
    /** `http://127.0.0.1:PORT`. */
    url: string;
    /** This process's environment, in which the AWS CLI connects to moto, whatever the user's configuration. */
    env: NodeJS.ProcessEnv;
    /**
     * Runs `aws` with these arguments.
     * @returns its output, as text
     * @throws an error whose message contains what `aws` wrote to standard error
     */
    aws(...args: string[]): Promise<string>;
    /** Like `aws`, with the output parsed as JSON; undefined if there was none. */
    ask<T>(...args: string[]): Promise<T>;
    /** Ends it. Safe to call twice. */
    stop(): Promise<void>;
}

/** The same as the committed stack's. */
const region = "eu-central-1";

/** Starts moto on a free port. It ends with `stop`, or with this process, however that ends. */
export async function startMoto(): Promise<Moto> {
    const tools = await pythonTools();
    await sweep();
    return onFreePorts(1, async ([port = 0]) => {
        const folder = makeFolder();
        const guardian = startGuardian(folder);
        const args = ["-H", "127.0.0.1", "-p", String(port)];
        const env = { PYTHONPATH: join(__dirname, "moto-additions"), MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };
        const server = startServer({ name: "moto", binary: tools.moto_server, args, env, folder });
        try {
            await server.ready((pid) => listensOn(port, pid));
        } catch (error) {
            await guardian.release();
            throw error;
        }
        const url = `http://127.0.0.1:${port}`;
        const client = environmentFor(url);
        const aws = async (...words: string[]): Promise<string> => {
            const { stdout } = await promisify(execFile)(tools.aws, words, { env: client });
            return stdout;
        };
        return {
            url,
            env: client,
            aws,
            ask: async <T>(...words: string[]) => parsed(await aws(...words, "--output", "json")) as T,
            stop: () => guardian.release(),
        };
    });
}

const parsed = (text: string): unknown => (text.trim() ? JSON.parse(text) : undefined);

function environmentFor(url: string): NodeJS.ProcessEnv {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
    return {
        ...Object.fromEntries(others),
        AWS_ENDPOINT_URL: url,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_PAGER: "",
        // This machine's proxy must not be used for 127.0.0.1.
        NO_PROXY: "127.0.0.1",
        no_proxy: "127.0.0.1",
    };
}
