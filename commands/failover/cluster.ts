import { confluentGroup, confluentVersion } from "../../config/workload/confluentKinds";
import { type Connection, isNotFound, KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { applicationKind, applicationName } from "../../kubernetes/application";
import type { Facts } from "./facts";

/** The objects of the cluster that is to take over, when they were read. */
export interface Live {
    /** Undefined if there is none: the stack is not deployed. */
    application: KubernetesObject | undefined;
    links: KubernetesObject[];
}

/** @throws KubernetesError if the server does not answer, or does not allow this user to read them */
export async function look(connection: Connection, { namespaces }: Pick<Facts, "namespaces">): Promise<Live> {
    const api = new KubernetesApi(connection);
    const orNone = <T>(asked: Promise<T>, none: T): Promise<T> =>
        asked.catch((error: unknown) => {
            if (isNotFound(error)) return none;
            throw error;
        });
    const kind = { apiVersion: `${confluentGroup}/${confluentVersion}`, kind: "ClusterLink" };
    try {
        const [application, links] = await Promise.all([
            orNone(api.get(applicationKind, namespaces.argocd, applicationName), undefined),
            orNone(api.list(kind, namespaces.workload), []),
        ]);
        return { application, links };
    } finally {
        api.close();
    }
}
