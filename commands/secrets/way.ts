import { resolve } from "node:path";
import { readAwsSignIn } from "../../config/aws/awsSignIn";
import { ConfigurationError } from "../../config/problems";
import { readStackFile } from "../../config/stackFile";
import { neededSecrets } from "../../config/workload/secrets";
import { KubernetesApi } from "../../kubernetes";
import { type AwsTarget, clientSettings } from "../frame/aws";
import { kubectlConnection } from "../frame/kubeconfig";
import type { Overlay } from "../frame/overlay";
import type { Flags } from "./flags";
import type { Way } from "./ways/way";

/** The way that the flags name; undefined if they only ask for the list. */
export async function wayOf(flags: Flags, overlay: Overlay): Promise<Way | undefined> {
    const { namespace } = overlay;
    const isNamed = flags.context !== undefined || flags.kubeconfig !== undefined;
    if (flags.apply) {
        const { clusterWay } = await import("./ways/cluster.ts");
        const connection = kubectlConnection(flags);
        return clusterWay(new KubernetesApi(connection), connection.url, namespace);
    }
    const read = isNamed ? await readerOf(flags, namespace) : undefined;
    if (flags.output !== undefined) return (await import("./ways/write.ts")).writeWay(flags.output, namespace, read);
    if (flags.seal) {
        const { sealWay } = await import("./ways/seal.ts");
        const cluster = [
            ...(flags.kubeconfig === undefined ? [] : ["--kubeconfig", flags.kubeconfig]),
            ...(flags.context === undefined ? [] : ["--context", flags.context]),
        ];
        const certificate = flags.certificate === undefined ? undefined : resolve(flags.certificate);
        return sealWay({ overlay, certificate, cluster, read, sealed: sealedIn(overlay) });
    }
    if (flags.push) {
        const [{ SecretsManager }, { pushWay }] = await Promise.all([
            import("@aws-sdk/client-secrets-manager"),
            import("./ways/push.ts"),
        ]);
        const settings = await clientSettings(awsOf(flags), "confluent-gitops-secrets");
        return pushWay(new SecretsManager(settings), overlay);
    }
    return undefined;
}

async function readerOf(flags: Flags, namespace: string) {
    const { readSecrets } = await import("./ways/cluster.ts");
    const api = new KubernetesApi(kubectlConnection(flags));
    return (names: readonly string[]) => readSecrets(api, namespace, names);
}

const sealedIn = ({ resources }: Overlay): string[] =>
    neededSecrets(resources)
        .filter(({ makers }) => makers.some(({ resource }) => resource.kind === "SealedSecret"))
        .map(({ name }) => name);

/** With the credentials of the stack's provider if a stack is named; otherwise from the environment. */
function awsOf({ stack, region }: Flags): AwsTarget {
    const { config } = stack === undefined ? { config: {} } : readStackFile(stack);
    const aws = Object.fromEntries(
        Object.entries(config).flatMap(([key, value]) =>
            key.startsWith("aws:") ? [[key.slice(4), typeof value === "string" ? value : JSON.stringify(value)]] : [],
        ),
    ) as Record<string, string>;
    const { signIn, problems } = readAwsSignIn(aws);
    if (problems.length > 0) throw new ConfigurationError(problems);
    return { region: region ?? aws.region, signIn, useFips: aws.useFipsEndpoint === "true" };
}
