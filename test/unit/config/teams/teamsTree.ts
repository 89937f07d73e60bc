import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { check } from "../../../../config/check";
import { renderQuickly } from "../../../../config/kustomize/render";
import { root } from "../../../harness";

/** A team's topic, which is valid except for the given parts. */
export const topic = (name: string, spec = "", configs = ""): string =>
    `apiVersion: platform.confluent.io/v1beta1
kind: KafkaTopic
metadata: { name: ${name}, annotations: { argocd.argoproj.io/sync-options: Prune=false } }
spec:
  partitionCount: 3
  kafkaRestClassRef: { name: default }
${spec && `  ${spec}\n`}${configs && `  configs: { ${configs} }\n`}`;

const usual = {
    "t/rules.yaml": "every: {}\n",
    "t/platform/project/kustomization.yaml": "resources: []\n",
    "t/a/team.yaml": "owner: a@example.com\n",
};

/** A checkout with this one's platform, for all calls in this process. */
let folder: string | undefined;
function made(): string {
    const top = mkdtempSync(join(tmpdir(), "teams-"));
    cpSync(join(root, "gitops/platform"), join(top, "gitops/platform"), { recursive: true });
    process.once("exit", () => rmSync(top, { recursive: true }));
    return top;
}

/**
 * The problems of a folder of teams, as `reason; fix`.
 * @param files in addition to a team `a` and rules without limits; undefined removes one
 */
export function problemsOf(files: Readonly<Record<string, string | undefined>>, gitops: object = {}): string[] {
    const top = (folder ??= made());
    try {
        for (const [path, text] of Object.entries({ ...usual, ...files })) {
            if (text === undefined) continue;
            mkdirSync(dirname(join(top, path)), { recursive: true });
            writeFileSync(join(top, path), text);
        }
        const { problems } = check({
            groups: {
                cluster: { source: "existing", name: "shared" },
                gitops: {
                    repository: "https://git.example.com/a.git",
                    path: "gitops/platform/overlays/eks-teams",
                    teams: "t",
                    ...gitops,
                },
            },
            secrets: {},
            region: "eu-central-1",
            root: top,
            rendered: renderQuickly,
            today: "2026-11-27",
        });
        return problems.filter(({ key }) => key === "gitops.teams").map(({ reason, fix }) => `${reason}; ${fix}`);
    } finally {
        rmSync(join(top, "t"), { recursive: true });
    }
}
