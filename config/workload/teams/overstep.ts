/** What a team's object has that a team may not, where, and what to do. */
export interface Overstep {
    field: string;
    /** After the object's name: `has …`, `is …`. */
    reason: string;
    fix: string;
}

/** Whose an object is to be. */
export interface Own {
    team: string;
    prefix: string;
    /** The platform's, where all of it is. */
    namespace: string;
}

/** A name that is another's. */
export const foreign = (field: string, name: string, prefix: string): Overstep => ({
    field,
    reason: `has ${field} ${JSON.stringify(name)}, and this team owns names that begin with ${prefix}`,
    fix: `begin it with ${prefix}, or leave it to the team that owns it`,
});
