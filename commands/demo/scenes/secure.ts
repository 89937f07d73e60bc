import { isDeepStrictEqual } from "node:util";
import { check } from "../../../config/check";
import { connectionsIn } from "../../../config/workload/connections";
import { podsIn } from "../../../config/workload/ends";
import { isLetThrough, policiesIn } from "../../../config/workload/networkPolicies";
import { readOverlay } from "../../../config/workload/overlay";
import { textOf } from "../../../config/kustomize/json";
import { at } from "../../../config/workload/security/nodes";
import { UsageError } from "../../../base/error";
import { putIn, topic } from "../contents";
import { applySecrets } from "../secrets";
import { type DemoStage, type Scene, timed } from "../scene";
import { addComponents, commit, kustomization, live, overlay, specs, workloadNamespace } from "../workload";

/** What somebody might add later without knowing that Connect now uses TLS. */
const slip = `patches:
  - target: { kind: ControlCenter }
    patch: |-
      apiVersion: platform.confluent.io/v1beta1
      kind: ControlCenter
      metadata: { name: any }
      spec: { dependencies: { connect: [{ name: connect, url: "http://connect:8083" }] } }
`;

export const secure: Scene = {
    name: "secure",
    title: "Secure",
    explanation:
        "Three lines of the overlay turn on TLS, authentication and default deny. No broker runs here: on a cluster, take them " +
        "before Kafka's first start, because the security of a listener can't be changed later.",
    after: ["deploy"],
    async play(on) {
        const { api, repository } = on;
        const before = await specs(api);
        addComponents(repository, "tls-generated", "sasl-plain", "network-policies");
        // Kafka's REST API now requires authentication. The class that sasl-plain adds provides it for the topic.
        const orders = topic("orders");
        putIn(repository, { ...orders, spec: { ...(orders.spec as object), kafkaRestClassRef: { name: "default" } } });
        const secrets = await applySecrets(on, overlay);
        const { seconds } = await timed(async () =>
            live(on, await commit(on, "Turn on TLS, authentication and default deny")),
        );
        const after = await specs(api);
        const rolled = Object.keys(before).filter(
            (name) => !name.startsWith("KafkaTopic/") && !isDeepStrictEqual(before[name], after[name]),
        );
        if (rolled.length === 0) throw new UsageError("The commit that secures the platform changed no component.");
        const text = refusals(on);
        on.say(text);
        return {
            result: `${rolled.length} components rolled${on.simulated ? " (simulated)" : ""}: ${rolled.join(", ")}. Their ${secrets.length} Secrets are in no Git.`,
            measures: [{ what: "commit to live", seconds }],
            exhibits: [{ title: "What is refused now", text }],
        };
    },
};

/**
 * What is refused from now on, and by what. This is computed from the objects in Git, because nothing here enforces
 * NetworkPolicies, and no broker asks for a password.
 *
 * @throws UsageError if something is not refused
 */
function refusals({ repository }: DemoStage): string {
    const { resources } = readOverlay(repository.folder, overlay);
    const policies = policiesIn(resources);
    const stranger = { namespace: workloadNamespace, labels: { app: "stranger" } };
    const ports = [...new Set(connectionsIn(resources, workloadNamespace).map(({ port }) => port))];
    const open = podsIn(resources, workloadNamespace).filter(({ labels }) =>
        ports.some((port) =>
            isLetThrough("Ingress", policies, { namespace: workloadNamespace, labels }, stranger, port),
        ),
    );
    if (policies.length === 0 || open.length > 0)
        throw new UsageError("A pod outside the platform can still reach it.");
    const kafka = resources.find(({ kind }) => kind === "Kafka");
    const internal = at(kafka?.object, "spec.listeners.internal");
    const type = textOf(at(internal, "authentication.type"));
    if (at(internal, "tls.enabled") !== true || !type)
        throw new UsageError("Kafka still accepts everybody, without TLS.");
    return [
        "  Computed from the objects in Git; nothing on this stage enforces it:",
        `    a pod that is not the platform's: ${policies.length} NetworkPolicies let it reach none of the ${ports.length} ports that the platform uses`,
        `    a client of Kafka without TLS, or without a user: the listener internal asks for TLS and ${type}`,
        "  Said by a preview, of a commit that has Control Center ask Connect by http:",
        `    ${refusedSlip(repository)}`,
    ].join("\n");
}

/** What the program says about the mistake, which exists only in the working copy and only for that long. */
function refusedSlip(repository: DemoStage["repository"]): string {
    const good = repository.read(kustomization);
    repository.write(kustomization, good + slip);
    try {
        const { problems } = check({
            groups: {
                cluster: { source: "existing", name: "shared" },
                gitops: { repository: "https://git.example.com/platform/confluent-gitops.git", path: overlay },
            },
            secrets: {},
            region: "eu-central-1",
            root: repository.folder,
            today: new Date().toISOString().slice(0, 10),
        });
        const found = problems.find(({ reason }) => reason.includes("http://connect:8083"));
        if (!found) throw new UsageError("A URL without TLS was not refused.");
        return found.reason;
    } finally {
        repository.write(kustomization, good);
    }
}
