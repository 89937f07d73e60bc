/** What EKS rejects about a managed node group: with its own messages, each with its source. */
import { architectureOf } from "../../../../config/aws/architecture";
import { isMap, type PropertyMap } from "../../values";
import { text } from "../facts";
import { TEMPLATE, texts, type Asked, type Refusal } from "./refusal";

export const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** The launch template if it was created here; only AWS knows about others. */
function templateOf({ inputs, account, region }: Asked): PropertyMap | undefined {
    const { launchTemplate } = inputs;
    return isMap(launchTemplate) ? account.find(region, TEMPLATE, text(launchTemplate.id)) : undefined;
}

/** pulumi/pulumi-eks issue 294, terraform-aws-modules/terraform-aws-eks issue 1191 */
const isThere: Refusal = ({ account, region, id, inputs }) =>
    account.find(region, NODE_GROUP, id) &&
    `ResourceInUseException: NodeGroup already exists with name ${text(inputs.nodeGroupName)} and cluster name ${text(inputs.clusterName)}`;

/** crossplane-contrib/provider-upjet-aws issue 866 */
const diskSizeTwice: Refusal = ({ inputs }) =>
    inputs.diskSize !== undefined && inputs.launchTemplate !== undefined
        ? "InvalidParameterException: Disk size must be specified within the launch template."
        : undefined;

/** terraform-aws-modules/terraform-aws-eks issue 1386 */
const typesTwice: Refusal = (asked) =>
    texts(asked.inputs.instanceTypes).length > 0 && text(templateOf(asked)?.instanceType) !== ""
        ? "InvalidRequestException: Cannot specify instance types in launch template and API request"
        : undefined;

/** eksctl-io/eksctl issue 7754. If no image type is set, EKS uses the one for x86. */
const otherArchitecture: Refusal = ({ inputs }) => {
    const amiType = text(inputs.amiType) || "AL2023_x86_64_STANDARD";
    if (amiType === "CUSTOM") return undefined;
    const wanted = /ARM_64/.test(amiType) ? "arm64" : "x86_64";
    const others = texts(inputs.instanceTypes).filter((type) => architectureOf(type) !== wanted);
    if (others.length === 0) return undefined;
    return `InvalidParameterException: [${others.join(", ")}] is not a valid instance type for requested amiType ${amiType}`;
};

/** eksctl-io/eksctl issue 7976 */
const otherRelease: Refusal = ({ inputs }) => {
    const [version, release] = [text(inputs.version), text(inputs.releaseVersion)];
    if (version === "" || release === "" || release.startsWith(`${version}.`)) return undefined;
    return `InvalidParameterException: Requested release version ${release} is not valid for kubernetes version ${version}.`;
};

const sizesOf = ({ scalingConfig }: PropertyMap) =>
    (isMap(scalingConfig) ? scalingConfig : {}) as Record<"minSize" | "maxSize" | "desiredSize", number>;

/** sassoftware/viya4-iac-aws issue 298, ministryofjustice/cloud-platform-infrastructure pull request 4595 */
const sizes: Refusal = ({ inputs }) => {
    const { minSize, maxSize, desiredSize } = sizesOf(inputs);
    if (minSize > desiredSize) return "InvalidParameterException: minSize can't be greater than desiredSize";
    return desiredSize > maxSize ? "InvalidParameterException: desiredSize can't be greater than maxSize" : undefined;
};

/** terraform-aws-modules/terraform-aws-eks issues 2508 and 3306 */
const sizesLater: Refusal = (asked) => {
    const { minSize, desiredSize } = sizesOf(asked.inputs);
    if (!(minSize > desiredSize)) return sizes(asked);
    return `InvalidParameterException: Minimum capacity ${minSize} can't be greater than desired size ${desiredSize}`;
};

export const onCreate = [isThere, diskSizeTwice, typesTwice, otherArchitecture, otherRelease, sizes];
export const onUpdate = [otherRelease, sizesLater];
