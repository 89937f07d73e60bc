/**
 * Log groups, which AWS remembers: a name is taken once, and EKS brings a cluster's back. All else of AWS is in the
 * engine's state alone.
 */
import type { JsonObject, PropertyMap } from "../values";
import { text } from "./facts";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const ofCluster = /^\/aws\/eks\/[^/]+\/cluster$/;

export class LogGroups {
    /** What each was made with, by its name. */
    private readonly there = new Map<string, PropertyMap>();

    /** @throws Error as CloudWatch Logs refuses a name that is taken (CreateLogGroup in its API reference) */
    create(inputs: PropertyMap): void {
        const name = text(inputs.name);
        if (this.there.has(name)) {
            throw new Error(
                `creating CloudWatch Logs Log Group (${name}): operation error CloudWatch Logs: CreateLogGroup, ` +
                    "ResourceAlreadyExistsException: The specified log group already exists",
            );
        }
        this.there.set(name, inputs);
    }

    update(inputs: PropertyMap): void {
        this.there.set(text(inputs.name), inputs);
    }

    /**
     * A cluster's comes back at once, bare, from lines that EKS writes late. On AWS it does so now and then
     * (terraform-aws-modules/terraform-aws-eks issues 920, 2446 and 2763).
     */
    delete(name: string): void {
        if (ofCluster.test(name)) this.there.set(name, { name });
        else this.there.delete(name);
    }

    /** Inputs that would lead to it, as an import has them; undefined where there is none. */
    read(name: string): PropertyMap | undefined {
        return this.there.get(name);
    }

    /** `aws.cloudwatch.getLogGroups`. */
    list(prefix: string): JsonObject {
        const names = [...this.there.keys()].filter((name) => name.startsWith(prefix));
        return { logGroupNames: names.sort(), arns: [] };
    }

    /** `aws.cloudwatch.getLogGroup`: 0 days where it keeps its lines for ever, as terraform-provider-aws has it. */
    get(name: string): JsonObject {
        const found = this.there.get(name);
        if (found === undefined) throw new Error(`reading CloudWatch Logs Log Group (${name}): couldn't find resource`);
        const { retentionInDays = 0, kmsKeyId = "" } = found as JsonObject;
        return { name, retentionInDays, kmsKeyId, deletionProtectionEnabled: false, tags: {} };
    }
}
