/** What EKS rejects about a cluster: with its own messages, each with its source. */
import { isWithin, neverPublic } from "../../../../config/cidr";
import { compareMinor, eksVersionNames } from "../../../../config/support";
import { zonesWithoutEks } from "../../../../config/aws/zones";
import { isMap, type PropertyMap } from "../../values";
import { text } from "../facts";
import { zoneNames } from "../zones";
import { CLUSTER, SUBNET, texts, type Asked, type Refusal } from "./refusal";

const vpcConfigOf = ({ vpcConfig }: PropertyMap): PropertyMap => (isMap(vpcConfig) ? vpcConfig : {});

/** The subnets that were created here; only AWS knows about others. */
function subnetsOf({ account, region }: Asked, inputs: PropertyMap): PropertyMap[] | undefined {
    const found = texts(vpcConfigOf(inputs).subnetIds).map((id) => account.find(region, SUBNET, id));
    return found.every((subnet) => subnet !== undefined) ? found : undefined;
}

const zonesIn = (subnets: readonly PropertyMap[]): string[] => [
    ...new Set(subnets.map((subnet) => text(subnet.availabilityZone))),
];

/** terraform-aws-modules/terraform-aws-eks issue 1262 */
const isThere: Refusal = ({ account, region, id }) =>
    account.find(region, CLUSTER, id) && `ResourceInUseException: Cluster already exists with name: ${id}`;

/** rancher/rancher issue 27777 */
const unknownVersion: Refusal = ({ inputs: { version } }) =>
    version === undefined || (eksVersionNames as string[]).includes(text(version))
        ? undefined
        : "InvalidParameterException: unsupported Kubernetes version";

/** The EKS user guide on the cluster endpoint, about blocks that it doesn't accept; rancher/hosted-providers-e2e tests this. */
const reservedBlocks: Refusal = ({ inputs }) => {
    const blocks = texts(vpcConfigOf(inputs).publicAccessCidrs);
    const reserved = blocks.filter((block) => neverPublic.some((other) => isWithin(block, other)));
    if (reserved.length === 0) return undefined;
    return `InvalidParameterException: The following CIDRs are invalid in publicAccessCidrs: [${reserved.join(", ")}]`;
};

/** pulumi/pulumi-eks issue 311 */
const oneZone: Refusal = (asked) => {
    const subnets = subnetsOf(asked, asked.inputs);
    if (!subnets || zonesIn(subnets).length > 1) return undefined;
    return "InvalidParameterException: Subnets specified must be in at least two different AZs";
};

/** eksctl-io/eksctl issue 817 */
const zoneWithoutEks: Refusal = (asked) => {
    const without = subnetsOf(asked, asked.inputs)?.find(({ availabilityZoneId }) =>
        zonesWithoutEks.includes(text(availabilityZoneId)),
    );
    if (!without) return undefined;
    const zone = text(without.availabilityZone);
    const others = zoneNames(asked.region).filter((name) => name !== zone);
    return (
        `UnsupportedAvailabilityZoneException: Cannot create cluster '${asked.id}' because ${zone}, the targeted ` +
        "availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from " +
        `these availability zones: ${others.join(", ")}`
    );
};

/** Only one minor version at a time, and never back: terraform-aws-modules/terraform-aws-eks issue 2607 */
const versionStep: Refusal = ({ olds = {}, inputs }) => {
    const [from, to] = [text(olds.version), text(inputs.version)];
    if (from === "" || to === "" || [0, 1].includes(compareMinor(to, from))) return undefined;
    return `InvalidParameterException: Unsupported Kubernetes minor version update from ${from} to ${to}`;
};

/**
 * aws/containers-roadmap issue 2258, in the words that many public repositories quote: neither an additional zone nor
 * one less.
 */
const otherZones: Refusal = (asked) => {
    const [before, now] = [subnetsOf(asked, asked.olds ?? {}), subnetsOf(asked, asked.inputs)].map(
        (subnets) => subnets && zonesIn(subnets),
    );
    if (!before || !now || [...before].sort().join() === [...now].sort().join()) return undefined;
    return (
        `InvalidParameterException: Provided subnets belong to the AZs '${now.join()}'. But they should belong to the ` +
        `exact set of AZs '${before.join()}' in which subnets were provided during cluster creation.`
    );
};

export const onCreate = [isThere, unknownVersion, reservedBlocks, oneZone, zoneWithoutEks];
export const onUpdate = [versionStep, reservedBlocks, otherZones];
