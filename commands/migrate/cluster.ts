import { confluentVersion, confluentGroup } from "../../config/workload/confluentKinds";
import { type Connection, isNotFound, KubernetesApi, type KubernetesObject } from "../../kubernetes";
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

/** @throws KubernetesError if the server does not answer, or does not allow this user to read them */
export async function look(connection: Connection, { argocd, workload }: Namespaces): Promise<Live> {
    const api = new KubernetesApi(connection);
    // A kind that is not served has no objects.
    const orNone = <T>(asked: Promise<T>, none: T): Promise<T> =>
        asked.catch((error: unknown) => {
            if (isNotFound(error)) return none;
            throw error;
        });
    const list = (kind: string) =>
        orNone(api.list({ apiVersion: `${confluentGroup}/${confluentVersion}`, kind }, workload), []);
    try {
        const [application, kafkas, zookeepers, controllers, jobs] = await Promise.all([
            orNone(api.get(applicationKind, argocd, applicationName), undefined),
            list("Kafka"),
            list("Zookeeper"),
            list("KRaftController"),
            list("KRaftMigrationJob"),
        ]);
        return { application, kafkas, zookeepers, controllers, jobs };
    } finally {
        api.close();
    }
}
