import { cluster } from "./cluster";
import type { Example } from "./example";

export const pinnedKubernetes: Example = {
    bad: () => cluster("latest", { version: undefined }),
    good: () => cluster("pinned"),
    says: { wrong: /EKS takes its latest/, remedy: /Set cluster\.version/ },
};
