import { type Field, objectsIn, type Rendered } from "./objects";

/** A field in which two renderings of one object differ. A side that does not have it is undefined. */
export interface FieldDifference<Side> {
    /** `Kind/name`. */
    object: string;
    /** Such as `spec.podTemplate.resources.limits.memory`. Empty where one side does not have the object at all. */
    field: string;
    one: Side | undefined;
    other: Side | undefined;
}

/** The same as text: a list is one line. */
export type Difference = FieldDifference<string>;

/**
 * In what two rendered overlays differ, object by object and field by field.
 *
 * @param one YAML as `kustomize build` prints it
 * @param other the same of another overlay
 */
export function differences(one: string, other: string): Difference[] {
    return compare(objectsIn(one), objectsIn(other)).map((row) => ({
        ...row,
        one: asText(row.one),
        other: asText(row.other),
    }));
}

type Objects = ReadonlyMap<string, Rendered>;

/** The same of objects that have been read, a list as a list. */
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
