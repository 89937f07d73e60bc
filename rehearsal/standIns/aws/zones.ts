/** The availability zones of the account that is played. */
import { zonesWithoutEks } from "../../../config/aws/zones";

/** Letters of regions that have not a, b and c: each is the account's own, and these are what most accounts see. */
const letters: Readonly<Record<string, string>> = {
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ca-central-1": "abd",
    "us-east-1": "abcdef",
    "us-west-1": "ac",
    "us-west-2": "abcd",
};

export const zoneNames = (region: string): string[] => [...(letters[region] ?? "abc")].map((letter) => region + letter);

/** `us-east-1` to `use1`, `ap-southeast-2` to `apse2`, `us-gov-west-1` to `usgw1`, as AWS names its zones' ids. */
function prefixOf(region: string): string {
    const [area = "", ...rest] = region.split("-");
    const number = rest.pop() ?? "";
    const short = rest.join("").replace(/north|south|east|west|central|gov/g, (word) => word.charAt(0));
    return `${area}${short}${number}`;
}

/**
 * In the order of the names. Which zone a letter stands for only the account itself can tell: here none stands for one
 * that EKS is not in.
 */
export function zoneIds(region: string): string[] {
    const all = Array.from({ length: 9 }, (_, index) => `${prefixOf(region)}-az${index + 1}`);
    return all.filter((id) => !zonesWithoutEks.includes(id)).slice(0, zoneNames(region).length);
}
