import { setCommand } from "../problems";

/**
 * The current path for an overlay's earlier one, and what to type; undefined for any other. The earlier names now
 * belong to the overlays of a new cluster, on KRaft.
 */
export function movedTo(path: string): { now: string; fix: (key: string) => string } | undefined {
    const overlays = "gitops/platform/overlays";
    const [, name = ""] = /^(?:\.\/)?gitops\/overlays\/([a-z-]+)\/?$/.exec(path) ?? [];
    const classic = `${overlays}/classic-${name}`;
    if (name === "dev" || name === "eks") return { now: classic, fix: (key) => setCommand(key, classic) };
    const component = componentsOfEks[name];
    return component === undefined
        ? undefined
        : {
              now: `${overlays}/classic-eks with components/${component}`,
              fix: (key) =>
                  `make an overlay of the two, as ${overlays}/${name} is of ${overlays}/eks, and ${setCommand(key, `${overlays}/classic-${name}`)}`,
          };
}

const componentsOfEks: Readonly<Record<string, string>> = {
    "eks-internal": "internal-load-balancers",
    "eks-node-groups": "node-groups",
    "eks-nodeport": "nodeport",
};
