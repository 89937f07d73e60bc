import type { PropertyMap, Value } from "../../values";
import { text } from "../facts";
import type { Account } from "../account";

/** A request to AWS to create or change something. */
export interface Asked {
    readonly id: string;
    readonly inputs: PropertyMap;
    /** Undefined for a create. */
    readonly olds?: PropertyMap;
    readonly region: string;
    readonly account: Account;
}

/** AWS's message if it rejects the request; undefined if it doesn't, or if only AWS could know. */
export type Refusal = (asked: Asked) => string | undefined;

export const CLUSTER = "aws:eks/cluster:Cluster";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

export const texts = (value: Value | undefined): string[] => (Array.isArray(value) ? value.map(text) : []);
