/** Something in a team's object that a team may not have, where it is, and what to do. */
export interface Overstep {
    field: string;
    /** Follows the object's name: `has …`, `is …`. */
    reason: string;
    fix: string;
}

/** The team that an object has to belong to. */
export interface Own {
    team: string;
    prefix: string;
    /** The platform's namespace, which contains all of it. */
    namespace: string;
}

/** A name that belongs to somebody else. */
export const foreign = (field: string, name: string, prefix: string): Overstep => ({
    field,
    reason: `has ${field} ${JSON.stringify(name)}, but this team owns names that begin with ${prefix}`,
    fix: `begin it with ${prefix}, or leave it to the team that owns it`,
});
