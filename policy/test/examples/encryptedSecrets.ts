import { cluster } from "./cluster";
import type { Example } from "./example";

export const encryptedSecrets: Example = {
    bad: () => cluster("in-the-clear", { encryptionConfig: undefined }),
    good: () => cluster("encrypted"),
    says: { wrong: /encryptionConfig is not set/, remedy: /give eks\.Cluster its ARN/ },
};
