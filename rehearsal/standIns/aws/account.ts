/** What AWS remembers in addition to the engine's state: what was created here, in any stack, while the stand-ins run. */
import type { PropertyMap } from "../values";

export class Account {
    /** By region, type and id. */
    private readonly there = new Map<string, PropertyMap>();

    keep(region: string, type: string, id: string, state: PropertyMap): void {
        this.there.set([region, type, id].join(" "), state);
    }

    forget(region: string, type: string, id: string): void {
        this.there.delete([region, type, id].join(" "));
    }

    /** Its state; undefined also for anything that was created before the stand-ins were started. */
    find(region: string, type: string, id: string): PropertyMap | undefined {
        return this.there.get([region, type, id].join(" "));
    }

    ids(region: string, type: string): string[] {
        const prefix = `${region} ${type} `;
        return [...this.there.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    }
}
