import type { ResourceRule } from "../rule";
import { at, shown, unknown } from "../values";

/** A whole version, such as 10.4.1 or v1.2.3-rc.1, and no range that resolves to another chart tomorrow. */
const exact = /^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/;

export const pinnedCharts: ResourceRule = {
    name: "pinned-charts",
    description: "Charts are installed in a version that is written down.",
    // Of a helm.v4.Chart no policy sees a version: it is a component, and Pulumi shows policies no component's arguments.
    types: /^kubernetes:helm\.sh\/v3:Release$/,
    check({ props }) {
        const version = at(props, "version");
        return version === unknown || (typeof version === "string" && exact.test(version))
            ? []
            : [
                  {
                      wrong: `version is ${shown(version)}`,
                      allowed: "one whole version, such as 10.4.1",
                      remedy: "Set version to the one that was tried",
                  },
              ];
    },
};
