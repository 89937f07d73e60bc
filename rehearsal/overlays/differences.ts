import { type Field, objectsIn, type Rendered } from "./objects";

/** A field in which two renderings of one object differ. A rendering without the field has undefined. */
export interface FieldDifference<Side> {
    /** `Kind/name`. */
    object: string;
    /** Such as `spec.podTemplate.resources.limits.memory`. Empty if one rendering doesn't have the object at all. */
    field: string;
    one: Side | undefined;
    other: Side | undefined;
}

/** The same as text: a list is a single line. */
export type Difference = FieldDifference<string>;

/**
 * The differences between two rendered overlays, object by object and field by field.
 *
 * @param one YAML as `kustomize build` prints it
 * @param other the same for another overlay
 */
export function differences(one: string, other: string): Difference[] {
    return compare(objectsIn(one), objectsIn(other)).map((row) => ({
        ...row,
        one: asText(row.one),
        other: asText(row.other),
    }));
}

type Objects = ReadonlyMap<string, Rendered>;

/** The same for parsed objects, with lists as lists. */
export function compare(left: Objects, right: Objects): FieldDifference<Field>[] {
    return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((object) => {
        const [mine, theirs] = [left.get(object)?.fields, right.get(object)?.fields];
        if (!mine || !theirs) return [{ object, field: "", one: mine && "there", other: theirs && "there" }];
        return [...new Set([...mine.keys(), ...theirs.keys()])]
            .filter((field) => asText(mine.get(field)) !== asText(theirs.get(field)))
            .map((field) => ({ object, field, one: mine.get(field), other: theirs.get(field) }));
    });
}

const asText = (field: Field | undefined): string | undefined => (typeof field === "object" ? field.join(" ") : field);
