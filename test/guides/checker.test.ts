import assert from "node:assert/strict";
import { root } from "../../base/checkout";
import { aboutOf, pathOf } from "../../commands/frame/command";
import { definitions } from "../commandLine";
import { checkBlock } from "./check";
import type { Setting } from "./commands";
import { blocksOf, inlineCommands } from "./extract";
import { notPrinted } from "./play";
import { filled } from "./placeholders";
import { whatIsMissingFor } from "./way";

const cluster = {
    kinds: new Set(["kafka", "kafkas", "service", "svc", "pod"]),
    objects: new Set(["kafka/kafka", "service/argocd-server", "pod/kafka-0"]),
    namespaces: new Set(["argocd", "confluent"]),
};
const fresh = (): Setting => ({ checkout: root, folder: "", made: new Set(), cluster });

const problemsOf = async (text: string, setting = fresh()): Promise<string[]> =>
    (await checkBlock({ file: "guide.md", line: 7, text }, setting)).problems;

/** Commands that a guide may not hold, and what its author is told. */
const refused: [command: string, problem: RegExp][] = [
    ["npm run prevew -- --stack eks", /^guide\.md:7 package\.json has no script prevew; it has .*preview/],
    ["npm run preview -- --stak eks", /npm run preview -- has no flag --stak/],
    ["npm run preview --stack eks", /npm has no flag --stack|npm run has no flag --stack/],
    ["npm run preview -- --stack production", /there is no stack production; there are dev, eks/],
    ["npm run preview -- --stack eks --config network.nta=none", /network\.nta is no key .* did you mean network\.nat/],
    ["npm run demo -- --scene rolback", /there is no scene rolback; there are deploy/],
    ["npx confluent-gitops prevew --stack eks", /npx confluent-gitops has no command prevew; it has demo, preview/],
    ["npx confluent-gitops preview --stak eks", /npx confluent-gitops preview has no flag --stak/],
    ["npx confluent-gitops preview --stack production", /there is no stack production; there are dev, eks/],
    ["npx confluent-gitops completion tcsh fish", /npx confluent-gitops completion takes no fish/],
    [
        "pulumi config set --path cluster.nodes.mim 3",
        /cluster\.nodes\.mim is no key .* did you mean cluster\.nodes\.min/,
    ],
    ["pulumi config set --path cluster.nodes.desired three", /cluster\.nodes\.desired three: is not a number/],
    ["pulumi config set cluster.nodes.desired 3", /needs --path/],
    ["pulumi config set --path network.zones eu-central-1a", /'network\.zones\[0\]' first/],
    ["pulumi config set repositoryToken", /repositoryToken is a secret: it needs --secret/],
    ["pulumi stack init prodd", /there is no Pulumi\.prodd\.yaml/],
    ["pulumi stack output kubeconfg", /the stack has no output kubeconfg; it has kubeconfig/],
    ["pulumi dstroy", /pulumi has no command dstroy/],
    ["pulumi up --forse", /pulumi up has no flag --forse/],
    ["kubectl gte pods", /kubectl has no command gte/],
    ["kubectl get kafka --wath", /kubectl get has no flag --wath/],
    ["kubectl -n confluentt get kafka", /nothing here has a namespace confluentt/],
    ["kubectl get kafak", /there is no kind kafak in the cluster/],
    ["kubectl get kafka kafka-main", /there is no kafka kafka-main; there are kafka\/kafka/],
    [
        "kubectl -n argocd port-forward svc/argocd 8080:443",
        /there is no service argocd; there are service\/argocd-server/,
    ],
    ["kubectl -n confluent exec kafka-0 -- kafka-topic --list", /kafka-topic is not known here/],
    ["kubectl apply -f aws/gp4.yaml", /there is no aws\/gp4\.yaml in this checkout/],
    ["kustomize build gitops/platform/overlays/prd", /there is no gitops\/platform\/overlays\/prd in this checkout/],
    ["cat Pulumi.esk.yaml", /there is no Pulumi\.esk\.yaml/],
    ["aws sts get-caller-identiti", /aws sts has no command get-caller-identiti/],
    ["aws ec2 create-vpc --cidr 10.0.0.0/16", /aws ec2 create-vpc has no flag --cidr/],
    ["git comit -m x", /git has no command comit/],
    ["git commit --mesage x", /git commit has no flag --mesage/],
    ["k3d cluster create confluent --agent 3", /k3d cluster create has no flag --agent.*https:\/\/k3d\.io/],
    ["terraform apply", /terraform is not known here: add it to test\/guides\/commands\/documented\.ts/],
    ["npm ci && echo $(kubectl gte pods) | cat", /kubectl has no command gte/],
    ["kubectl get kafka | grep 'kafka", /guide\.md:7 is not shell/],
];

describe("the checker of the guides", () => {
    for (const [command, problem] of refused) {
        it(`refuses: ${command}`, async () => {
            const problems = await problemsOf(command);
            assert.equal(problems.length, 1, problems.join("\n") || "nothing was refused");
            assert.match(problems[0] ?? "", problem);
        });
    }

    it("takes what is right", async () => {
        const right = [
            "npm run preview -- --stack eks --config network.nat=none --config cluster.nodes.desired=6 --json",
            "npm run demo -- --scene drift --on k3d --report demo.html && cat demo.html",
            "pulumi config set --path 'network.zones[0]' eu-central-1a",
            "pulumi config rm --path gitops.knownHosts && pulumi stack init eks && pulumi up -y",
            "kubectl -nargocd port-forward svc/argocd-server 8080:443",
            "kubectl -n confluent exec -it kafka-0 -- kafka-topics --bootstrap-server kafka:9071 --list",
            "aws ec2 describe-volumes --filters Name=status,Values=available --output table",
            "git clone https://github.com/your-company/confluent-gitops.git && cd confluent-gitops && ls gitops/",
        ];
        assert.deepEqual(await problemsOf(right.join("\n")), []);
    });

    it("names the line of a block's second command", async () => {
        assert.match((await problemsOf("npm ci\nnpm run prevew"))[0] ?? "", /^guide\.md:8 /);
    });

    it("knows what earlier commands of the same document made, and nothing of another's", async () => {
        const setting = fresh();
        assert.deepEqual(await problemsOf("npm run --silent demo -- --json > demo.json", setting), []);
        assert.deepEqual(await problemsOf("jq .scenes demo.json", setting), []);
        assert.match((await problemsOf("jq .scenes demo.json")).join(), /there is no demo\.json/);
    });

    it("lets a stack be made of an example only once the example was copied", async () => {
        assert.match((await problemsOf("pulumi stack init small")).join(), /cp examples\/Pulumi\.small\.yaml \./);
        assert.deepEqual(await problemsOf("cp examples/Pulumi.small.yaml . && pulumi stack init small"), []);
    });

    it("finds blocks by their line, in lists too, with the output that is shown after them", () => {
        const markdown = [
            "# A guide",
            "",
            "1. Then:",
            "",
            "   ```sh",
            "   git status",
            "   ```",
            "",
            "You see:",
            "",
            "```text",
            "On branch …",
            "```",
        ];
        assert.deepEqual(blocksOf("a.md", markdown.join("\n")), [
            { file: "a.md", line: 6, text: "git status", output: ["On branch …"] },
        ]);
    });

    it("finds commands between backquotes, in tables too", () => {
        const found = inlineCommands("a.md", "`npm run demo`, `npm`\n\n| a |\n|---|\n| `git push` |", ["npm", "git"]);
        assert.deepEqual(
            found.map(({ text }) => text),
            ["npm run demo", "git push"],
        );
    });

    it("fills placeholders, and leaves the shell's own variables alone", () => {
        assert.equal(
            filled("x/YOU/y $YOU ${YOU} YOU=1 YOUR.ADDRESS/32"),
            "x/your-company/y $YOU ${YOU} YOU=1 203.0.113.7/32",
        );
    });

    it("decides by the command alone what can run here", async () => {
        const reasonFor = async (text: string) => {
            const { statements } = await checkBlock({ file: "a.md", line: 1, text }, fresh());
            return statements.flatMap(({ reads }) => reads.map(whatIsMissingFor));
        };
        assert.deepEqual(await reasonFor("npm run preview -- --stack eks\ngit commit -m x\npulumi up"), [
            undefined,
            undefined,
            undefined,
        ]);
        assert.deepEqual(
            await reasonFor("npm ci\nk3d cluster list\nkubectl -n argocd port-forward svc/argocd-server 8080:443"),
            ["nothing: .ci/run itself runs it", "Docker", "a cluster with pods in it"],
        );
    });

    it("compares what is shown with what was printed, but for what a guide leaves open", () => {
        const printed = "NAME    SYNC STATUS\nplatform   Synced\n";
        assert.deepEqual(notPrinted(["NAME SYNC STATUS", "… Synced", "…"], printed), []);
        assert.deepEqual(notPrinted(["platform OutOfSync"], printed), ["platform OutOfSync"]);
    });
});

describe("the examples in the help of the commands", () => {
    it("are commands that their programs take, with keys and values that are allowed", async () => {
        const all = await definitions();
        assert.ok(all.length > 15);
        for (const command of all) {
            const setting = { ...fresh(), made: new Set(["kubeconfig.yaml"]) };
            for (const [args] of aboutOf(command)?.examples ?? []) {
                assert.deepEqual(await problemsOf(`npx ${pathOf(command)} ${args}`, setting), []);
            }
        }
    });
});
