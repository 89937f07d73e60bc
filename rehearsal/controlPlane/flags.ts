/** Files and ports of one control plane. Paths are absolute. */
export interface Plan {
    folder: string;
    etcdPort: number;
    etcdPeerPort: number;
    apiPort: number;
    /** One line of CSV: token, user, id, groups. */
    tokenFile: string;
    serviceAccountKey: string;
    serviceAccountPublicKey: string;
    kubeconfig: string;
    certificates: string;
}

export type Flags = Record<string, string>;

/** Each as `--name=value`. */
export const asArguments = (flags: Flags): string[] =>
    Object.entries(flags).map(([name, value]) => `--${name}=${value}`);

const etcdUrl = ({ etcdPort }: Plan) => `http://127.0.0.1:${etcdPort}`;

export function etcdFlags(plan: Plan): Flags {
    const peerUrl = `http://127.0.0.1:${plan.etcdPeerPort}`;
    return {
        name: "rehearsal",
        "data-dir": `${plan.folder}/etcd`,
        // Nothing has to survive the command, so nothing waits for the disk.
        "unsafe-no-fsync": "true",
        "listen-client-urls": etcdUrl(plan),
        "advertise-client-urls": etcdUrl(plan),
        "listen-peer-urls": peerUrl,
        "initial-advertise-peer-urls": peerUrl,
        "initial-cluster": `rehearsal=${peerUrl}`,
        "log-level": "warn",
    };
}

export function apiServerFlags(plan: Plan): Flags {
    return {
        "etcd-servers": etcdUrl(plan),
        "bind-address": "127.0.0.1",
        "advertise-address": "127.0.0.1",
        "secure-port": String(plan.apiPort),
        "cert-dir": plan.certificates,
        "token-auth-file": plan.tokenFile,
        "anonymous-auth": "false",
        "authorization-mode": "RBAC",
        "service-account-issuer": "https://kubernetes.default.svc",
        "service-account-key-file": plan.serviceAccountPublicKey,
        "service-account-signing-key-file": plan.serviceAccountKey,
        "service-cluster-ip-range": "10.0.0.0/24",
        // The service `kubernetes` can't have a loopback address as its endpoint.
        "endpoint-reconciler-type": "none",
        // Allows pods without the tokens, which no controller issues here.
        "disable-admission-plugins": "ServiceAccount",
    };
}

export function controllerManagerFlags(plan: Plan): Flags {
    return {
        kubeconfig: plan.kubeconfig,
        // Nodes have no kubelet here, so nothing would renew their leases.
        controllers: "*,-nodeipam,-nodelifecycle",
        "leader-elect": "false",
        // It serves nothing that is needed here.
        "secure-port": "0",
    };
}
