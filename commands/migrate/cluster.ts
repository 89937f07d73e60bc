import { confluentVersion, confluentGroup } from "../../config/workload/confluentKinds";
import { type Connection, KubernetesApi, type KubernetesObject, orNone } from "../../kubernetes";
import { applicationKind, applicationName } from "../../kubernetes/application";

/** The cluster's objects when they were read. */
export interface Live {
    /** Undefined if there is none: the stack is not deployed. */
    application: KubernetesObject | undefined;
    kafkas: KubernetesObject[];
    zookeepers: KubernetesObject[];
    controllers: KubernetesObject[];
    jobs: KubernetesObject[];
}

export interface Namespaces {
    argocd: string;
    workload: string;
}

export async function look(connection: Connection, namespaces: Namespaces): Promise<Live> {
    const kinds = ["Kafka", "Zookeeper", "KRaftController", "KRaftMigrationJob"] as const;
    const { application, objects } = await read(connection, namespaces, kinds);
    const [kafkas = [], zookeepers = [], controllers = [], jobs = []] = objects;
    return { application, kafkas, zookeepers, controllers, jobs };
}

/**
 * The platform's Application, undefined if there is none, and the objects of some of Confluent's kinds. A kind that is not served
 * has no objects.
 *
 * @throws KubernetesError if the server does not answer, or does not allow this user to read them
 */
export async function read(
    connection: Connection,
    { argocd, workload }: Namespaces,
    kinds: readonly string[],
): Promise<{ application: KubernetesObject | undefined; objects: KubernetesObject[][] }> {
    const api = new KubernetesApi(connection);
    const list = (kind: string) =>
        orNone(api.list({ apiVersion: `${confluentGroup}/${confluentVersion}`, kind }, workload), []);
    try {
        const [application, ...objects] = await Promise.all([
            orNone(api.get(applicationKind, argocd, applicationName), undefined),
            ...kinds.map(list),
        ]);
        return { application, objects };
    } finally {
        api.close();
    }
}
