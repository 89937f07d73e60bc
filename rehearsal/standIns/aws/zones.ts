/** The availability zones of the simulated account. */
import { zonesWithoutEks } from "../../../config/aws/zones";

/** Letters in regions that don't have a, b and c: they differ between accounts, and these are what most accounts see. */
const letters: Readonly<Record<string, string>> = {
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ca-central-1": "abd",
    "us-east-1": "abcdef",
    "us-west-1": "ac",
    "us-west-2": "abcd",
};

export const zoneNames = (region: string): string[] => [...(letters[region] ?? "abc")].map((letter) => region + letter);

/** `us-east-1` becomes `use1`, `ap-southeast-2` becomes `apse2`, `us-gov-west-1` becomes `usgw1`, as in AWS's zone ids. */
function prefixOf(region: string): string {
    const [area = "", ...rest] = region.split("-");
    const number = rest.pop() ?? "";
    const short = rest.join("").replace(/north|south|east|west|central|gov/g, (word) => word.charAt(0));
    return `${area}${short}${number}`;
}

/**
 * In the order of the names. Only the account itself knows which zone a letter stands for: here, none stands for a zone
 * without EKS.
 */
export function zoneIds(region: string): string[] {
    const all = Array.from({ length: 9 }, (_, index) => `${prefixOf(region)}-az${index + 1}`);
    return all.filter((id) => !zonesWithoutEks.includes(id)).slice(0, zoneNames(region).length);
}
