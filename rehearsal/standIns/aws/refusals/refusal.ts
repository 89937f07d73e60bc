import type { PropertyMap, Value } from "../../values";
import { text } from "../facts";
import type { Account } from "../account";

/** What AWS is asked to make or to change. */
export interface Asked {
    readonly id: string;
    readonly inputs: PropertyMap;
    /** Undefined where it is made. */
    readonly olds?: PropertyMap;
    readonly region: string;
    readonly account: Account;
}

/** AWS's words where it says no; undefined where it does not, and where only AWS could know. */
export type Refusal = (asked: Asked) => string | undefined;

export const CLUSTER = "aws:eks/cluster:Cluster";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

export const texts = (value: Value | undefined): string[] => (Array.isArray(value) ? value.map(text) : []);
