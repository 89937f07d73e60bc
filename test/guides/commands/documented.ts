import type { Help } from "./call";

/**
 * Programs that aren't asked for their help: those that this project neither pins nor builds, and those on every
 * system. Lists what the guides use from them, and the page that documents it. To use more, add it here, from that
 * page.
 */
export interface Manual {
    url: string;
    /** Flags by subcommands: `--agents|-a=` takes a value, and `--wait` doesn't. The empty path is the program itself. */
    commands: Record<string, string>;
}

const posix = (name: string) => `https://pubs.opengroup.org/onlinepubs/9799919799/utilities/${name}.html`;
const builtin = (name: string, flags = ""): [string, Manual] => [name, { url: posix(name), commands: { "": flags } }];

export const documented: Record<string, Manual> = {
    ksql: {
        url: "https://docs.confluent.io/platform/current/ksqldb/operate-and-deploy/how-to-guides/use-ksqldb-cli.html",
        commands: { "": "--execute|-e= --file|-f= --user|-u= --password|-p=" },
    },
    k3d: {
        url: "https://k3d.io/stable/usage/commands/",
        commands: {
            version: "",
            "cluster create":
                "--agents|-a= --servers|-s= --port|-p= --image|-i= --volume|-v= --wait --timeout= --config|-c= --k3s-arg=",
            "cluster delete": "--all|-a --config|-c=",
            "cluster list": "--output|-o= --no-headers",
            "cluster start": "--wait --timeout=",
            "cluster stop": "--all|-a",
            "kubeconfig get": "--all|-a",
            "kubeconfig merge": "--output|-o= --kubeconfig-merge-default|-d --kubeconfig-switch-context|-s",
            "image import": "--cluster|-c=",
            "node list": "--output|-o= --no-headers",
        },
    },
    kind: {
        url: "https://kind.sigs.k8s.io/docs/user/quick-start/",
        commands: { "create cluster": "--name|-n= --image= --config= --wait=", "delete cluster": "--name|-n=" },
    },
    docker: {
        url: "https://docs.docker.com/reference/cli/docker/",
        commands: {
            info: "--format|-f=",
            login: "--username|-u= --password-stdin",
            stats: "--no-stream --format=",
            ps: "--all|-a --filter|-f= --format=",
            version: "",
        },
    },
    eksctl: {
        url: "https://docs.aws.amazon.com/eks/latest/eksctl/creating-and-managing-clusters.html",
        commands: {
            version: "",
            "create cluster": "--config-file|-f= --dry-run --profile|-p= --timeout=",
            "delete cluster":
                "--config-file|-f= --wait|-w --disable-nodegroup-eviction --profile|-p= --region|-r= --name|-n=",
            "create accessentry": "--config-file|-f=",
            "get cluster": "--name|-n= --region|-r= --output|-o=",
        },
    },
    gh: {
        url: "https://cli.github.com/manual/",
        commands: {
            "auth login": "--hostname|-h= --web|-w",
            "repo fork": "--clone --remote --org=",
            "repo edit": "--default-branch= --visibility=",
            "repo deploy-key add": "--title|-t= --allow-write|-w",
            "secret set": "--body|-b= --env|-e=",
            "variable set": "--body|-b= --env|-e=",
            "workflow run": "--ref|-r= --field|-F=",
            "run watch": "--exit-status",
            "pr create": "--title|-t= --body|-b= --fill|-f --base|-B=",
        },
    },
    curl: {
        url: "https://curl.se/docs/manpage.html",
        commands: {
            "": "--silent|-s --show-error|-S --fail|-f --insecure|-k --location|-L --output|-o= --max-time|-m= --data|-d= --header|-H= --request|-X= --head|-I --user|-u=",
        },
    },
    jq: {
        url: "https://jqlang.org/manual/",
        commands: { "": "--raw-output|-r --compact-output|-c --exit-status|-e --null-input|-n --slurp|-s --arg=" },
    },
    "ssh-keygen": { url: "https://man.openbsd.org/ssh-keygen", commands: { "": "-t= -f= -N= -C= -y -l" } },
    "ssh-keyscan": { url: "https://man.openbsd.org/ssh-keyscan", commands: { "": "-t= -p= -H" } },
    ssh: { url: "https://man.openbsd.org/ssh", commands: { "": "-T -i= -p= -v" } },
    base64: {
        url: "https://www.gnu.org/software/coreutils/manual/html_node/base64-invocation.html",
        commands: { "": "--decode|-d" },
    },
    sysctl: { url: "https://man7.org/linux/man-pages/man8/sysctl.8.html", commands: { "": "--write|-w --values|-n" } },
    node: { url: "https://nodejs.org/api/cli.html", commands: { "": "--version|-v" } },
    perl: { url: "https://perldoc.perl.org/perlrun", commands: { "": "-e= -p -i -n" } },
    go: { url: "https://pkg.go.dev/cmd/go", commands: { version: "" } },
    nslookup: { url: "https://man.openbsd.org/nslookup", commands: { "": "" } },
    "kafka-topics": {
        url: "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html",
        commands: {
            "":
                "--bootstrap-server= --list --describe --create --delete --topic= --partitions= --replication-factor= --command-config= " +
                "--unavailable-partitions --under-min-isr-partitions --under-replicated-partitions",
        },
    },
    "kafka-leader-election": {
        url: "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html",
        commands: { "": "--bootstrap-server= --election-type= --topic= --partition=" },
    },
    "kafka-metadata-quorum": {
        url: "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html",
        commands: { "": "--bootstrap-controller= --command-config=", describe: "--status --replication" },
    },
    "kafka-consumer-groups": {
        url: "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html",
        commands: { "": "--bootstrap-server= --describe --group=" },
    },
    "kafka-console-producer": {
        url: "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html",
        commands: { "": "--bootstrap-server= --topic=" },
    },
    "kafka-console-consumer": {
        url: "https://docs.confluent.io/kafka/operations-tools/kafka-tools.html",
        commands: { "": "--bootstrap-server= --topic= --from-beginning --max-messages=" },
    },
    ...Object.fromEntries([
        builtin("cat"),
        builtin("cd"),
        builtin("cp", "-R -r -p -f"),
        builtin("date", "-u"),
        builtin("df", "-h"),
        builtin("echo"),
        builtin("export"),
        builtin("grep", "-E -F -c -i -l -n -q -v -r"),
        builtin("head", "-n= -c="),
        builtin("ls", "-l -a -1"),
        builtin("mkdir", "-p -m="),
        builtin("mv"),
        builtin("pwd"),
        builtin("rm", "-f -r"),
        builtin("sed", "-E -n -e= -i"),
        builtin("sleep"),
        builtin("sort", "-u -n -r -k="),
        builtin("tail", "-n= -f"),
        builtin("tee", "-a"),
        builtin("tr", "-d"),
        builtin("true"),
        builtin("unset"),
        builtin("wait"),
        builtin("wc", "-l"),
        builtin("xargs", "-n= -r"),
    ]),
};

/** A manual as help; undefined for a path that it doesn't have. */
export function helpFrom({ commands }: Manual, path: readonly string[]): Help {
    const prefix = path.length > 0 ? `${path.join(" ")} ` : "";
    const below = Object.keys(commands).filter((name) => name !== "" && name.startsWith(prefix));
    const flags = (commands[path.join(" ")] ?? "").split(" ").filter(Boolean);
    return {
        subcommands: [...new Set(below.map((name) => name.slice(prefix.length).split(" ")[0] ?? ""))],
        flags: [...flags, "--help"].map((flag) => ({
            names: flag.replace(/=$/, "").split("|"),
            takesValue: flag.endsWith("="),
        })),
    };
}
