import type { Clients } from "./clients";

/** Why something that exists should not be deleted now. */
export type Stays = "retained" | "in use" | "goes by itself" | "the stack's";

/** A resource of a deleted cluster. */
export interface Leftover {
    /** Its name for people: `EBS volume`. */
    kind: string;
    /** The ID that AWS's commands accept. */
    id: string;
    /** Its purpose. */
    what: string;
    /** Approximate US dollars a month, at us-east-1's prices. */
    monthly: number;
    /** Undefined for anything that is just left over. */
    stays?: Stays;
    /** Why it stays. */
    because?: string;
    /** The command that deletes it, directly or indirectly. Undefined if there is none. */
    command?: string;
    /** Does the same as `command`. @throws AWS's error */
    remove?: () => Promise<void>;
}

/** A kind of resources, with the calls that find them. */
export interface Kind {
    name: string;
    /** The IAM actions that the search needs. */
    actions: readonly string[];
    find(clients: Clients): Promise<Leftover[]>;
}

/** An `aws` command with its region and profile. */
export function awsCommand({ target: { region, signIn } }: Clients, words: string): string {
    return `aws ${words} --region ${region}${signIn.profile ? ` --profile ${signIn.profile}` : ""}`;
}

/** All pages of a paginator, in one list. */
export async function all<Page, Item>(
    pages: AsyncIterable<Page>,
    pick: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of pages) items.push(...(pick(page) ?? []));
    return items;
}
