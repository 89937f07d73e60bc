import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./harness";
import { openOverlays } from "./overlays";

const platform = "gitops/platform";

/** Components that others include, and overlays don't list. */
const parts = ["tls", "rbac"];

/** Every component that an overlay can use: each a folder, so that a new one is tested without a change here. */
export const componentNames = readdirSync(join(root, platform, "components")).filter((name) => !parts.includes(name));

const names = openOverlays;
const classic = names.filter((name) => name.startsWith("classic-"));
const today = names.filter((name) => !classic.includes(name));
const open = [
    [...classic, "eks-internal", "eks-nodeport", "secure"],
    "it is for KRaft, names outside the cluster are told to it by hand, and an overlay is secured in one way",
] as const;
const laptops = names.filter((name) => /(^|-)dev$/.test(name));
const reached = { "eks-internal": "internal-load-balancers", "eks-nodeport": "nodeport" };
const oneWay = [Object.keys(reached), "its external listener is reached in another way already"] as const;
const named = [
    [...Object.keys(reached), "secure"],
    "its external listener is reached in another way already, or its certificates have other names",
] as const;
const withoutUser = [["secure"], "with RBAC, its user and what that may do are not here"] as const;

const needsClients = [Object.keys(reached), "they have external listeners, and need network-policies-clients"] as const;

const fileOf = (overlay: string): string =>
    readFileSync(join(root, platform, "overlays", overlay, "kustomization.yaml"), "utf8");

const sized = [
    names.filter((name) => !/- \S*\/components\/size-demo\n/.test(fileOf(name))),
    "a size is where the overlay below it has one",
] as const;

/** Overlays that a component doesn't fit, and why; a component without a line here fits all of them. */
export const misfits: Record<string, readonly [overlays: readonly string[], why: string]> = {
    zookeeper: [today, "they have kraft, and Confluent Platform 8"],
    kraft: [classic, "they have zookeeper, and no migration"],
    "kraft-migration": [today, "they have kraft"],
    "control-center-legacy": [today, "it ends with Confluent Platform 7.9"],
    "platform-7": [today, "Confluent Platform 8 has Log4j 2"],
    "tls-generated": open,
    "tls-provided": open,
    "tls-cert-manager": open,
    "ca-cert-manager": open,
    mtls: open,
    "sasl-plain": open,
    acls: open,
    "rbac-ldap": open,
    openldap: [open[0].filter((name) => name !== "secure"), open[1]],
    oauth: [[...open[0], ...laptops], "size-small, below it, replaces the flags of the JVM"],
    "rbac-oidc": [[...open[0], ...laptops], "size-small, below it, replaces the flags of the JVM"],
    "size-small": [names.filter((name) => !laptops.includes(name)), "they are sized for nodes, and spread over zones"],
    "size-demo": [laptops, "a laptop has one node"],
    "size-medium": sized,
    "size-large": sized,
    zones: [laptops, "a laptop has one node"],
    "network-policies": needsClients,
    "network-policies-mds": needsClients,
    "network-policies-plug-ins": needsClients,
    "network-policies-other-clusters": needsClients,
    "network-policies-monitoring": needsClients,
    "network-policies-oidc": [[...open[0], ...laptops], "oauth does not fit them"],
    "network-policies-migration": [today, "they have kraft"],
    "kafka-rest-class": [["secure"], "sasl-plain brings it"],
    replicator: withoutUser,
    "ksqldb-queries": withoutUser,
    nodeport: named,
    "internal-load-balancers": named,
    "load-balancer": oneWay,
    "host-routing": oneWay,
};

/** Components that another one requires, in the order of their lines: if there is a choice, not always the same one. */
const companions: Record<string, string[]> = {
    mtls: ["tls-provided"],
    "sasl-plain": ["tls-generated"],
    oauth: ["tls-cert-manager"],
    acls: ["tls-provided", "mtls"],
    "rbac-ldap": ["tls-generated", "sasl-plain"],
    openldap: ["tls-generated", "sasl-plain", "rbac-ldap"],
    "rbac-oidc": ["tls-cert-manager", "oauth"],
    "ksqldb-queries": ["kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb"],
    "connector-datagen": ["kafka-rest-class", "connect-plugins"],
    "connector-s3-sink": ["kafka-rest-class", "connect-plugins"],
    "connector-jdbc-source": ["kafka-rest-class", "connect-plugins"],
    "cluster-link": ["kafka-rest-class"],
    "network-policies-clients": ["network-policies"],
    "network-policies-mds": ["network-policies"],
    "network-policies-plug-ins": ["connect-plugins", "network-policies"],
    "network-policies-oidc": ["tls-cert-manager", "oauth", "network-policies"],
    "network-policies-other-clusters": ["network-policies"],
    "network-policies-monitoring": ["network-policies", "monitoring"],
    "network-policies-migration": ["kraft-migration", "network-policies"],
};

const migration = "kraft-migration";

/** Components for certificates and network policies, in an overlay that is already secured. */
const alsoSecured: Record<string, string[]> = {
    ksqldb: ["tls-cert-manager/ksqldb"],
    "rest-proxy": ["tls-cert-manager/kafkarestproxy"],
    "connect-plugins": ["network-policies-plug-ins"],
    ...Object.fromEntries(["smoke-test", "sample-client"].map((name) => [name, [`rbac/${name}`]])),
    "cluster-link": ["network-policies-other-clusters"],
    "schema-exporter": ["network-policies-other-clusters"],
    "load-balancer": ["network-policies-clients"],
    "host-routing": ["network-policies-clients"],
};

/** A component's lines in an overlay that it fits, its companions' first. */
export function linesOf(component: string, overlay = ""): string[] {
    const lines = [...(companions[component] ?? []), component];
    if (overlay !== "secure") return lines;
    const fitting = lines.filter((name) => !misfits[name]?.[0].includes(overlay));
    return [...new Set(fitting.flatMap((name) => [name, ...(alsoSecured[name] ?? [])]))];
}

/** The overlay that another one builds on; undefined if it builds on the base. */
const below = (overlay: string): string | undefined => /- \.\.\/([a-z-]+)$/m.exec(fileOf(overlay))?.[1];

/** The overlay on the base that one builds on, or the overlay itself: it has the versions. */
const lowest = (overlay: string): string => {
    const on = below(overlay);
    return on === undefined ? overlay : lowest(on);
};

/** Whether an overlay has a component's line, or inherits it from the one that it builds on. */
function has(overlay: string, component: string): boolean {
    const on = below(overlay);
    return (
        fileOf(overlay).includes(`/components/${component}\n`) ||
        (component === "platform-7" && classic.includes(overlay)) ||
        (on !== undefined && has(on, component))
    );
}

/** The overlays that a component can be added to. */
export const overlaysFor = (component: string): string[] =>
    names.filter((overlay) => !has(overlay, component) && !misfits[component]?.[0].includes(overlay));

/** Components that change the overlay's own objects, and therefore follow them. */
const belowAll = ["openldap"];

/**
 * An overlay's kustomization.yaml with further components, added as gitops/README.md says: above the ones for sizes and
 * tags; for an overlay that builds on another, with the versions of that one after them.
 *
 * @param up the path from its future location to gitops/platform
 */
export function withComponents(overlay: string, components: readonly string[], up: string): string {
    const on = below(overlay);
    const linesOfThese = (names: readonly string[]) =>
        names
            .filter((name) => !has(overlay, name) && !name.startsWith("size-"))
            .map((name) => `  - ${up}/components/${name}\n`)
            .join("");
    const isLow = (name: string) => overlay === "secure" && belowAll.includes(name);
    const lines = linesOfThese(components.filter((name) => !isLow(name)));
    const text = fileOf(overlay)
        .replace(/- (\.\.\/)(\.\.\/)?/g, (_, __, higher) => `- ${up}/${higher ? "" : "overlays/"}`)
        .replace(/- (release|version|region|link)$/gm, `- ${up}/overlays/${overlay}/$1`);
    if (on) {
        const above = `components:\n${lines}  - ${up}/overlays/${lowest(on)}/version\n`;
        return text.replace("components:\n", above) + linesOfThese(components.filter(isLow));
    }
    // As its head comment says, and as in `migrate`: what spreads and sizes ZooKeeper then applies to the controllers too.
    const early = components.includes(migration) ? `  - ${up}/components/${migration}\n` : "";
    // One size replaces another.
    const size = components.find((name) => name.startsWith("size-"));
    const above = new RegExp(`^  - \\S*/(components/size-[a-z]+|overlays/${overlay}/version)$`, "m");
    return text
        .replace(/components\/size-[a-z]+$/m, (line) => (size === undefined ? line : `components/${size}`))
        .replace(/^ {2}- \S*\/components\/zookeeper\n/m, (line) => line + early)
        .replace(above, (line) => lines.replace(early, "") + line);
}

/** Runs `use` with an overlay that has further components, and `more` lines at its end. The overlay is deleted afterwards. */
export async function withComponentsOn<T>(
    overlay: string,
    components: readonly string[],
    use: (path: string) => Promise<T> | T,
    more = "",
): Promise<T> {
    const folder = mkdtempSync(join(root, "test/fixtures/overlay-"));
    try {
        writeFileSync(
            join(folder, "kustomization.yaml"),
            withComponents(overlay, components, `../../../${platform}`) + more,
        );
        return await use(relative(root, folder));
    } finally {
        rmSync(folder, { recursive: true });
    }
}
