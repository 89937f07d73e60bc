import { nothing, type Step } from "../step";
import { plan as kubernetesSteps } from "../kubernetes/plan";
import { addonStep, argoCdStep } from "./charts";
import { Files } from "./files";
import type { Move, MoveKind } from "./moves";
import { controlCenterStep, platformStep, retag } from "./platform";
import type { Situation } from "./situation";

/** A step of a path: one version that changes. */
export interface PathStep extends Step {
    kind: MoveKind;
    from: string;
    to: string;
    /** What rehearses it here, without a cluster. */
    rehearse: string;
    /** The guide. */
    page: string;
}

const drill = (name: string): string => `npm run drill -- --grep "${name}"`;
/** What the stack's resources would become. */
const previewed = (stack: string, setting: string): string =>
    `npx confluent-gitops preview --stack ${stack} --config ${setting}`;
/** What the commit changes and loses, before it is merged. */
const compared = (): string => "npx confluent-gitops diff";

/** How each kind is rehearsed, and where it is described. */
const guides: Record<MoveKind, { rehearse: (situation: Situation, move: Move) => string; page: string }> = {
    operator: { rehearse: () => drill("An upgrade of the operator"), page: "docs/UPGRADE.md#the-operator" },
    platform: { rehearse: compared, page: "docs/UPGRADE.md#confluent-platform" },
    kraft: { rehearse: () => drill("The migration from ZooKeeper to KRaft"), page: "docs/KRAFT-MIGRATION.md" },
    controlCenter: {
        rehearse: compared,
        page: "docs/UPGRADE.md#control-center",
    },
    kubernetes: {
        rehearse: ({ stack }, { to }) => previewed(stack, `cluster.version=${to}`),
        page: "docs/UPGRADE.md#kubernetes",
    },
    argoCd: {
        rehearse: ({ stack }, { to }) => previewed(stack, `argocd.version=${to}`),
        page: "docs/UPGRADE.md#argo-cd",
    },
    addon: { rehearse: compared, page: "docs/UPGRADE.md#addons" },
};

/** What is left to do of a path, in order: what has begun, and then its moves. */
export function stepsOf(situation: Situation): PathStep[] {
    const files = new Files(situation.tree);
    return [...begun(situation), ...situation.goal.moves].map((move) => {
        const { rehearse, page } = guides[move.kind];
        const step = stepOf(situation, move, files);
        return { kind: move.kind, from: move.from, to: move.to, ...step, rehearse: rehearse(situation, move), page };
    });
}

function begun({ start, underWay, facts }: Situation): Move[] {
    if (underWay === undefined) return [];
    if (underWay === "migration") return [{ kind: "kraft", chart: "", from: "ZooKeeper", to: "KRaft", after: start }];
    return [{ kind: "operator", chart: "", from: facts.overlay.initVersion, to: underWay.operator, after: start }];
}

function stepOf(situation: Situation, move: Move, files: Files): Step {
    switch (move.kind) {
        case "operator":
            return operatorStep(situation, move, files);
        case "platform":
            return platformStep(situation, move, files);
        case "kraft":
            return kraftStep(situation);
        case "controlCenter":
            return controlCenterStep(situation, move, files);
        case "kubernetes":
            return kubernetesStep(situation, move);
        case "argoCd":
            return argoCdStep(situation, move);
        case "addon":
            return addonStep(situation, move, files);
    }
}

/** What another command prints, step by step. */
function elsewhere(title: string, why: string, command: string): Step {
    const waits = [{ command, until: "it says that nothing is left to do" }];
    return { ...nothing, title, why, done: false, message: "", runs: [command], waits };
}

function operatorStep(situation: Situation, { from, to }: Move, files: Files): Step {
    // Its own command prints the commits; here, the files are only as they are after it.
    retag(situation, files, ["confluent-init-container", "confluent-observer-container"], from, to);
    return elsewhere(
        from === to
            ? `Finish the upgrade of Confluent for Kubernetes to ${to}`
            : `Confluent for Kubernetes ${from} to ${to}`,
        "Three commits, which this command prints. The operator and its CRDs change first, and then each pod is replaced once, wave by wave.",
        `npx confluent-gitops upgrade --stack ${situation.stack} --operator ${to}`,
    );
}

const kraftStep = ({ stack }: Situation): Step =>
    elsewhere(
        "ZooKeeper to KRaft",
        "A migration of several steps, which this command prints. Confluent Platform 8 has no ZooKeeper. Change no version meanwhile.",
        `npx confluent-gitops migrate --stack ${stack}`,
    );

/** The step of `upgrade --kubernetes` for one minor version. */
function kubernetesStep({ stack, facts }: Situation, { from, to }: Move): Step {
    const { cluster, overlay } = facts;
    if (cluster.source !== "eks") throw new Error("only a stack that creates the cluster upgrades Kubernetes");
    const versions = { from: from as typeof cluster.version, to: to as typeof cluster.version };
    const [step] = kubernetesSteps({ stack, facts: { ...facts, cluster }, overlay, isWritten: true, ...versions });
    if (!step) throw new Error(`no step leads from Kubernetes ${from} to ${to}`);
    // Which of the platform goes on meanwhile: that command looks at budgets, replication and the room on the nodes.
    return { ...step, runs: [`npx confluent-gitops upgrade --stack ${stack} --kubernetes ${to}`, ...step.runs] };
}
