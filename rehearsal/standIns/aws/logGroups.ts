/**
 * Log groups, which AWS remembers: a name can only be used once, and EKS creates a cluster's again. Everything else in
 * AWS is only in the engine's state.
 */
import type { JsonObject, PropertyMap } from "../values";
import { text } from "./facts";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const ofCluster = /^\/aws\/eks\/[^/]+\/cluster$/;

export class LogGroups {
    /** The inputs of each, by name. */
    private readonly there = new Map<string, PropertyMap>();

    /** @throws Error as CloudWatch Logs rejects a name in use (CreateLogGroup in its API reference) */
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
     * A cluster's log group reappears immediately, without settings, because EKS writes log lines late. On AWS, this
     * happens now and then (terraform-aws-modules/terraform-aws-eks issues 920, 2446 and 2763).
     */
    delete(name: string): void {
        if (ofCluster.test(name)) this.there.set(name, { name });
        else this.there.delete(name);
    }

    /** The inputs that would lead to it, as for an import; undefined if it doesn't exist. */
    read(name: string): PropertyMap | undefined {
        return this.there.get(name);
    }

    /** `aws.cloudwatch.getLogGroups`. */
    list(prefix: string): JsonObject {
        const names = [...this.there.keys()].filter((name) => name.startsWith(prefix));
        return { logGroupNames: names.sort(), arns: [] };
    }

    /** `aws.cloudwatch.getLogGroup`: 0 days if it keeps its lines forever, as in terraform-provider-aws. */
    get(name: string): JsonObject {
        const found = this.there.get(name);
        if (found === undefined) throw new Error(`reading CloudWatch Logs Log Group (${name}): couldn't find resource`);
        const { retentionInDays = 0, kmsKeyId = "" } = found as JsonObject;
        return { name, retentionInDays, kmsKeyId, deletionProtectionEnabled: false, tags: {} };
    }
}
