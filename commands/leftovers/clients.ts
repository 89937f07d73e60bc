import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { EC2 } from "@aws-sdk/client-ec2";
import type { EKS } from "@aws-sdk/client-eks";
import type { ElasticLoadBalancing } from "@aws-sdk/client-elastic-load-balancing";
import type { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { KMS } from "@aws-sdk/client-kms";
import { clientSettings } from "../frame/aws";
import type { Target } from "./target";

/** AWS's clients, each loaded when it is first used. They sign in like the stack's provider. */
export class Clients {
    private readonly made = new Map<string, Promise<unknown>>();

    constructor(readonly target: Target) {}

    readonly ec2 = () =>
        this.once("ec2", async () => new (await import("@aws-sdk/client-ec2")).EC2(await this.settings()));
    readonly eks = () =>
        this.once("eks", async () => new (await import("@aws-sdk/client-eks")).EKS(await this.settings()));
    readonly kms = () =>
        this.once("kms", async () => new (await import("@aws-sdk/client-kms")).KMS(await this.settings()));
    readonly logs = () =>
        this.once("logs", async () => {
            const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
            return new CloudWatchLogs(await this.settings());
        });
    readonly classic = () =>
        this.once("classic", async () => {
            const { ElasticLoadBalancing } = await import("@aws-sdk/client-elastic-load-balancing");
            return new ElasticLoadBalancing(await this.settings());
        });
    readonly balancers = () =>
        this.once("balancers", async () => {
            const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
            return new ElasticLoadBalancingV2(await this.settings());
        });

    private once<Client extends EC2 | EKS | KMS | CloudWatchLogs | ElasticLoadBalancing | ElasticLoadBalancingV2>(
        name: string,
        make: () => Promise<Client>,
    ): Promise<Client> {
        const there = this.made.get(name) ?? make();
        this.made.set(name, there);
        return there as Promise<Client>;
    }

    private readonly settings = () => clientSettings(this.target, "confluent-gitops-leftovers");
}
