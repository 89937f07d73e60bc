import type { Clients } from "./clients";

/** Why something that is there is not to be deleted now. */
export type Stays = "retained" | "in use" | "goes by itself" | "the stack's";

/** A thing of a cluster that is no more. */
export interface Leftover {
    /** As people call it: `EBS volume`. */
    kind: string;
    /** What AWS's commands take. */
    id: string;
    /** What it was for. */
    what: string;
    /** US dollars a month, about, at us-east-1's prices. */
    monthly: number;
    /** Undefined for what is only left over. */
    stays?: Stays;
    /** Why it stays. */
    because?: string;
    /** What deletes it, or brings that about; undefined where nothing does. */
    command?: string;
    /** Does what `command` does. @throws what AWS refuses with */
    remove?: () => Promise<void>;
}

/** A kind of things, by the calls that find them. */
export interface Kind {
    name: string;
    /** What the search may do: the actions of IAM. */
    actions: readonly string[];
    find(clients: Clients): Promise<Leftover[]>;
}

/** An `aws` command with where and as whom it is run. */
export function awsCommand({ target: { region, signIn } }: Clients, words: string): string {
    return `aws ${words} --region ${region}${signIn.profile ? ` --profile ${signIn.profile}` : ""}`;
}

/** What a paginator gives, in one list. */
export async function all<Page, Item>(
    pages: AsyncIterable<Page>,
    pick: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of pages) items.push(...(pick(page) ?? []));
    return items;
}
