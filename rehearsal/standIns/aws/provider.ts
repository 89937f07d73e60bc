/** The aws stand-in: AWS is never called. State is in the engine, except for what AWS itself would remember. */
import { difference, type Difference } from "../diff";
import type { Change, CheckOutcome, Session, StandIn, State, Subject } from "../provider";
import { isMap, known, reveal, type JsonObject, type PropertyMap, type Value } from "../values";
import { Account } from "./account";
import { asLongAsAws } from "./delays";
import { text } from "./facts";
import { answer } from "./invokes";
import { LOG_GROUP, LogGroups } from "./logGroups";
import { factsOf, isNamedByProgram, made, seedOf, updated, withAutoName } from "./outputs";
import { refuse } from "./refusals";

export interface AwsOptions {
    readonly version: string;
    readonly timeScale: number;
    /** The API server that stands in for the EKS cluster; empty strings if there is none. */
    readonly cluster: { readonly endpoint: string; readonly ca: string };
    /** The VPC of subnets that were not created here. */
    readonly vpcId: string;
}

/** Settings of a provider that aren't strings arrive as JSON text. */
function setting(value: Value | undefined): Value | undefined {
    if (typeof value === "string" && /^[[{]/.test(value)) {
        return JSON.parse(value) as Value;
    }
    return value;
}

class AwsSession implements Session {
    private region = "us-east-1";
    private defaultTags: PropertyMap = {};
    private readonly cancelled = new AbortController();

    constructor(
        private readonly options: AwsOptions,
        private readonly logGroups: LogGroups,
        private readonly account: Account,
    ) {}

    cancel(): void {
        this.cancelled.abort();
    }

    configure(config: PropertyMap): void {
        this.region = text(config.region) || process.env.AWS_REGION || this.region;
        const tags = setting(config.defaultTags);
        this.defaultTags = isMap(tags) && isMap(tags.tags) ? tags.tags : {};
    }

    diffConfig(olds: PropertyMap, news: PropertyMap) {
        return { changes: difference(olds, news, ["region"]) };
    }

    check({ type, name, urn }: Subject, olds: PropertyMap, news: PropertyMap): CheckOutcome {
        return { inputs: withAutoName(type, name, urn, olds, news) };
    }

    diff({ type, name, urn }: Subject, oldInputs: PropertyMap, news: PropertyMap): Difference {
        const changes = difference(oldInputs, news, factsOf(type).replaceOn);
        return { changes, deleteBeforeReplace: isNamedByProgram(type, name, urn, oldInputs, news) };
    }

    async create({ type, urn }: Subject, inputs: PropertyMap, { preview }: Change): Promise<State> {
        const { region, account, defaultTags } = this;
        const context = { seed: seedOf(urn, inputs), region, cluster: this.options.cluster };
        const result = made(type, inputs, context, { preview, defaultTags });
        if (preview) return result;
        const { id, state } = result;
        refuse(type, { id, inputs: reveal(inputs) as PropertyMap, region, account });
        if (type === LOG_GROUP) this.logGroups.create(inputs);
        await asLongAsAws(type, "create", this.options.timeScale, this.cancelled.signal);
        account.keep(region, type, id, reveal(state) as PropertyMap);
        return result;
    }

    /** The stack's own resources are returned as it left them; of others' resources, only roles and log groups are read. */
    read({ type }: Subject, id: string, state: PropertyMap, inputs: PropertyMap): Promise<State | undefined> {
        if (Object.keys(state).length > 0) return Promise.resolve({ id, state, inputs });
        const there = type === LOG_GROUP ? this.logGroups.read(id) : { name: id };
        if (type !== LOG_GROUP && type !== "aws:iam/role:Role")
            throw new Error(`the aws stand-in does not read ${type}`);
        if (there === undefined) return Promise.resolve(undefined);
        const context = { seed: id, region: this.region, cluster: this.options.cluster };
        const found = made(type, there, context, { preview: false, defaultTags: {} });
        return Promise.resolve({ ...found, inputs: there });
    }

    async update({ type }: Subject, old: State, news: PropertyMap, { preview }: Change): Promise<PropertyMap> {
        const { defaultTags, region, account } = this;
        const { id, state, inputs: olds = {} } = old;
        const result = updated(type, state, olds, news, { preview, defaultTags });
        if (preview) return result;
        refuse(type, { id, inputs: reveal(news) as PropertyMap, olds: reveal(olds) as PropertyMap, region, account });
        if (type === LOG_GROUP) this.logGroups.update(news);
        await asLongAsAws(type, "update", this.options.timeScale, this.cancelled.signal);
        account.keep(region, type, id, reveal(result) as PropertyMap);
        return result;
    }

    async delete({ type }: Subject, id: string): Promise<void> {
        if (type === LOG_GROUP) this.logGroups.delete(id);
        await asLongAsAws(type, "delete", this.options.timeScale, this.cancelled.signal);
        this.account.forget(this.region, type, id);
    }

    invoke(token: string, args: PropertyMap): PropertyMap {
        const { cluster, vpcId } = this.options;
        const { region, logGroups, account } = this;
        return answer(token, (known(args) ?? {}) as JsonObject, { region, cluster, vpcId, logGroups, account });
    }
}

export function awsStandIn(options: AwsOptions): StandIn {
    // There is only one AWS, whichever provider instance calls it.
    const [logGroups, account] = [new LogGroups(), new Account()];
    return { name: "aws", version: options.version, open: () => new AwsSession(options, logGroups, account) };
}
