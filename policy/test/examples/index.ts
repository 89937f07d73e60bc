import type { Example } from "./example";
import { deletionProtectionInProd } from "./deletionProtectionInProd";
import { encryptedSecrets } from "./encryptedSecrets";
import { encryptedVolumes } from "./encryptedVolumes";
import { explicitKubernetesProvider } from "./explicitKubernetesProvider";
import { imdsv2 } from "./imdsv2";
import { narrowInstanceRoles } from "./narrowInstanceRoles";
import { noNatGateway } from "./noNatGateway";
import { noOpenRanges } from "./noOpenRanges";
import { oneProvider } from "./oneProvider";
import { pinnedCharts } from "./pinnedCharts";
import { pinnedImages } from "./pinnedImages";
import { pinnedKubernetes } from "./pinnedKubernetes";
import { pinnedRevisionInProd } from "./pinnedRevisionInProd";
import { protectedInProd } from "./protectedInProd";
import { requiredTags } from "./requiredTags";
import { retainedVolumesInProd } from "./retainedVolumesInProd";

/** An example for each rule, by the name of its file and export. */
export const examples: Readonly<Record<string, Example>> = {
    deletionProtectionInProd,
    encryptedSecrets,
    encryptedVolumes,
    explicitKubernetesProvider,
    imdsv2,
    narrowInstanceRoles,
    noNatGateway,
    noOpenRanges,
    oneProvider,
    pinnedCharts,
    pinnedImages,
    pinnedKubernetes,
    pinnedRevisionInProd,
    protectedInProd,
    requiredTags,
    retainedVolumesInProd,
};
