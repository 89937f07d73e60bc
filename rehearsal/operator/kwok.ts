import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ControlPlane, freePorts, type Server, ServerError } from "../controlPlane";
import { asConfig, type Stage } from "./stages";

/** How many times to start kwok until it keeps running, and how long to wait in between, in milliseconds. */
const attempts = 10;
const againMs = 300;

/** kwok beside a control plane: it runs the given Stages. @see https://kwok.sigs.k8s.io */
export class Kwok {
    private server: Server | undefined;
    private config = "";

    constructor(
        private readonly controlPlane: ControlPlane,
        private readonly binary: string,
    ) {}

    /**
     * Resolves when these Stages run, and no others.
     * @throws ServerError if kwok does not keep running
     */
    async play(stages: readonly Stage[]): Promise<void> {
        const config = asConfig(stages);
        if (config !== this.config) await this.stop();
        this.config = config;
        writeFileSync(this.configPath, config);
        for (let attempt = 1; ; attempt++) {
            try {
                if (this.server) await this.server.restart();
                else await this.start();
                return;
            } catch (error) {
                // A CRD's kind is served some time before it is in the API server's OpenAPI document, in which kwok
                // looks it up.
                if (!(error instanceof ServerError) || attempt === attempts) throw error;
                await new Promise((wake) => setTimeout(wake, againMs));
            }
        }
    }

    /** Starts it again with the same Stages if it has ended by itself. */
    async revive(): Promise<void> {
        await this.server?.restart();
    }

    /** Like a crash: work in progress is not completed. */
    async stop(): Promise<void> {
        await this.server?.kill();
    }

    private get configPath(): string {
        return join(this.controlPlane.dataDir, "kwok.yaml");
    }

    private async start(): Promise<void> {
        const [port = 0] = await freePorts(1);
        const address = `127.0.0.1:${port}`;
        this.server = this.controlPlane.start({
            name: "kwok",
            binary: this.binary,
            args: [
                `--kubeconfig=${this.controlPlane.kubeconfigPath}`,
                `--config=${this.configPath}`,
                "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
                `--server-address=${address}`,
            ],
        });
        // It responds once it watches every kind.
        await this.server.ready(() => answers(`http://${address}/healthz`));
    }
}

const answers = (url: string): Promise<boolean> =>
    fetch(url).then(
        ({ ok }) => ok,
        () => false,
    );
