import type { Connection, KubernetesObject } from "../../kubernetes";
import { read } from "../migrate/cluster";
import type { Facts } from "./facts";

/** The objects of the cluster that is to take over, when they were read. */
export interface Live {
    /** Undefined if there is none: the stack is not deployed. */
    application: KubernetesObject | undefined;
    links: KubernetesObject[];
}

/** @throws KubernetesError if the server does not answer, or does not allow this user to read them */
export async function look(connection: Connection, { namespaces }: Pick<Facts, "namespaces">): Promise<Live> {
    const { application, objects } = await read(connection, namespaces, ["ClusterLink"]);
    return { application, links: objects.flat() };
}
