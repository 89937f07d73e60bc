import { isObject, type Json, textOf } from "../../kustomize/json";
import { foreign, type Overstep, type Own } from "./overstep";

/** Keys of a connector's settings that name topics: `topics`, `topic.prefix`, `kafka.topic`, `errors.deadletterqueue.topic.name`. */
const topicKey = /(^|\.)topics?(\.(name|prefix|whitelist|include))?$/;
/** In Confluent's own connectors: the topic for their license, which everybody shares. */
const licenseTopic = "confluent.topic";
/** Transforms that send records to a different topic from the configured one. */
const rerouting = /Rout|Topic/;

/**
 * A connector may override its clients' settings: Connect's `connector.client.config.override.policy` is All by default
 * (https://kafka.apache.org/documentation/#connectconfigs_connector.client.config.override.policy). Regular expressions of RE2, too.
 */
const override = "^(consumer|producer|admin)[.]override[.]";
/** Settings that name something. */
export const overridingNames = `${override}(group|transactional)[.]id$`;
/** Settings of which cluster a client reaches, and as whom. */
export const overridingAccess = `${override}(bootstrap[.]|security[.]|sasl[.]|ssl[.])`;
/** Settings of the subject that a converter registers a schema under. */
export const subjectStrategy = "(^|[.])subject[.]name[.]strategy$";
/** The default: TOPIC-key and TOPIC-value. */
export const ownSubjects = ".TopicNameStrategy";
const [isNaming, isAccess, isStrategy] = [overridingNames, overridingAccess, subjectStrategy].map(
    (pattern) => new RegExp(pattern),
) as [RegExp, RegExp, RegExp];

/** What a connector's settings reach outside the team's own names. */
export function ofConfigs(configs: Json | undefined, { prefix }: Own): Overstep[] {
    if (!isObject(configs)) return [];
    return Object.entries(configs).flatMap(([key, value]) => {
        const field = `spec.configs.${key}`;
        const text = String(typeof value === "object" ? "" : (value ?? ""));
        if (/^topics[.]regex$/.test(key)) {
            return [
                {
                    field,
                    reason: `has ${field}, which may match other teams' topics`,
                    fix: "list the topics under topics",
                },
            ];
        }
        if (topicKey.test(key) && key !== licenseTopic) {
            const other = text.split(",").find((topic) => !topic.trim().startsWith(prefix));
            if (other !== undefined) return [foreign(field, other.trim(), prefix)];
        }
        if (/^transforms[.].*[.]type$/.test(key) && rerouting.test(text)) {
            const target = configs[key.replace(/[.]type$/, ".replacement")];
            if (!textOf(target).startsWith(prefix)) {
                return [
                    {
                        field,
                        reason: `has ${field} ${text}, which may send records to other teams' topics`,
                        fix: `use RegexRouter with a replacement that begins with ${prefix}, or none`,
                    },
                ];
            }
        }
        if (isNaming.test(key) && !text.startsWith(prefix)) return [foreign(field, text, prefix)];
        if (isAccess.test(key)) {
            return [{ field, reason: `has ${field}, which overrides how Connect reaches Kafka`, fix: "remove it" }];
        }
        if (isStrategy.test(key) && !text.endsWith(ownSubjects)) {
            const reason = `has ${field} ${text}, which registers schemas under subjects other than those of its topics`;
            return [{ field, reason, fix: "remove it" }];
        }
        return isOwnSecret(text, prefix)
            ? []
            : [
                  {
                      field,
                      reason: `has ${field} that reads a secret other than this team's own`,
                      fix: `make it a single reference to a Secret of your own, such as \${file:/mnt/secrets/${prefix}NAME/FILE:KEY}`,
                  },
              ];
    });
}

/**
 * Whether a setting refers to no secret, or to one of the team's secrets, as mounted in Connect:
 * `${file:/mnt/secrets/NAME/FILE:KEY}`.
 */
const isOwnSecret = (text: string, prefix: string): boolean =>
    !text.includes("${") ||
    (text.startsWith(`\${file:/mnt/secrets/${prefix}`) && !text.includes("..") && text.split("${").length === 2);
