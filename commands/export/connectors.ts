import type { KubernetesObject } from "../../kubernetes";
import { connectorObject } from "../frame/applied";
import { isSecretSetting, whatIn } from "../../config/workload/secrets/settings";
import type { File, Found, Left, Wanted } from "./found";
import { objectNameOf } from "./names";
import type { Rest } from "./rest";

// Shapes: https://kafka.apache.org/documentation/#connect_rest
interface Connector {
    info: { name: string; config: Record<string, string> };
    status: { connector: { state: string } };
}

/** Connectors without their passwords, and each one's offsets. */
export async function connectors(rest: Rest, { prefix }: Wanted): Promise<Found> {
    const files: File[] = [];
    const leftOut: Left[] = [];
    const toGive: Left[] = [];
    const all = await rest.get<Record<string, Connector>>("/connectors?expand=info&expand=status");
    for (const { info, status } of Object.values(all)) {
        const { name, config } = info;
        if (!name.startsWith(prefix)) continue;
        const { settings, missing } = withoutSecrets(name, config);
        files.push({
            path: `connectors/${objectNameOf(name)}.yaml`,
            objects: [objectOf(name, settings)],
        });
        const offsets = await rest.find<{ offsets: unknown[] }>(`/connectors/${encodeURIComponent(name)}/offsets`);
        if (offsets?.offsets.length) {
            const text = `${JSON.stringify({ offsets: offsets.offsets }, null, 2)}\n`;
            files.push({ path: `connector-offsets/${objectNameOf(name)}.json`, text });
        }
        const { state } = status.connector;
        if (state !== "RUNNING") {
            leftOut.push({
                what: `connector ${name}, that it is ${state}`,
                why: "a Connector object has no such state: it runs once it is applied",
            });
        }
        if (missing.length > 0) toGive.push({ what: `connector ${name}: ${missing.join(", ")}`, why: secretFor(name) });
    }
    return { files, leftOut, toGive };
}

const fileOf = (name: string): string => `/mnt/secrets/${objectNameOf(name)}/connector.properties`;

const secretFor = (name: string): string =>
    `make the Secret ${objectNameOf(name)} with the key connector.properties, a line NAME=VALUE for each, and list it in spec.mountedSecrets ` +
    "of Connect: npx confluent-gitops secrets has it then";

/**
 * What is a password, by its name or its value, becomes a reference to a mounted file, which Connect resolves
 * (https://docs.confluent.io/operator/current/co-manage-connectors.html). Existing references stay.
 */
function withoutSecrets(connector: string, config: Record<string, string>) {
    const missing: string[] = [];
    const entries = Object.entries(config).map(([key, value]): [string, string] => {
        const isReference = /\$\{[^}]+\}/.test(value);
        if (isReference || !(isSecretSetting(key, value) || whatIn(value, key, true))) return [key, value];
        missing.push(key);
        return [key, `\${file:${fileOf(connector)}:${key}}`];
    });
    return { settings: Object.fromEntries(entries.sort(([one], [other]) => one.localeCompare(other))), missing };
}

function objectOf(name: string, settings: Record<string, string>): KubernetesObject {
    const { name: _, "connector.class": kind = "", "tasks.max": tasks = "1", ...configs } = settings;
    const objectName = objectNameOf(name);
    const own = objectName !== name && { name };
    return connectorObject(objectName, { ...own, class: kind, taskMax: Number(tasks), configs });
}
