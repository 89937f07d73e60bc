import type { Rule } from "../rule";
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

/** The whole pack. */
export const rules: readonly Rule[] = [
    encryptedVolumes,
    encryptedSecrets,
    noOpenRanges,
    noNatGateway,
    requiredTags,
    pinnedCharts,
    pinnedKubernetes,
    pinnedImages,
    pinnedRevisionInProd,
    protectedInProd,
    retainedVolumesInProd,
    deletionProtectionInProd,
    imdsv2,
    narrowInstanceRoles,
    explicitKubernetesProvider,
    oneProvider,
];
