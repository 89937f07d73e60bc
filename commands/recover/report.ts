import type { Adoption } from "./adopt";
import type { Report } from "./shape";
import { type ExportedState, nameOf, pendingIn } from "./state";
import { meaningOf, resultOf } from "./words";

/** The operations that had been started. @param after the final state, as soon as it is known */
export const pendingOf = (state: ExportedState, after?: ExportedState): Report["pending"] =>
    pendingIn(state).map((operation) => {
        const { type, resource } = operation;
        return {
            operation: type,
            urn: resource.urn,
            type: resource.type,
            name: nameOf(resource),
            meaning: meaningOf(operation, state),
            result: after ? resultOf(operation, after) : null,
        };
    });

/** Resources that exist, and could not be added to the state. */
export const leftOf = ({ left }: Adoption): Report["left"] =>
    left.map(({ candidate, why }) => ({ name: nameOf(candidate.resource), id: candidate.id, why }));
