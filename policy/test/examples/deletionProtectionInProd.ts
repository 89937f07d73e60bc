import { cluster } from "./cluster";
import type { Example } from "./example";

export const deletionProtectionInProd: Example = {
    inProduction: true,
    bad: () => cluster("unguarded", { deletionProtection: false }),
    good: () => cluster("guarded"),
    says: { wrong: /deletionProtection is false/, remedy: /Set cluster\.deletionProtection to true/ },
};
