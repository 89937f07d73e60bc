/** The part of an API server's Status that describes an error. */
export interface Status {
    message?: string;
    /** For example `NotFound`, `Invalid`, `Conflict`. */
    reason?: string;
    details?: { causes?: { field?: string; message?: string; reason?: string }[] };
}

/** An API server refused a request, or could not be reached. */
export class KubernetesError extends Error {
    override name = "KubernetesError";

    /**
     * @param code HTTP status; 0 if there was no response
     * @param status the server's response; empty if it was not a Status
     */
    constructor(
        message: string,
        readonly code: number,
        readonly status: Status = {},
    ) {
        super(message);
    }
}

/** Whether an error says that the object, or its kind, doesn't exist. */
export const isNotFound = (error: unknown): boolean => error instanceof KubernetesError && error.code === 404;

/** What was asked for, or `none` if it, or its kind, doesn't exist. */
export const orNone = <Found, None>(asked: Promise<Found>, none: None): Promise<Found | None> =>
    asked.catch((error: unknown) => {
        if (isNotFound(error)) return none;
        throw error;
    });

/**
 * The error for a response.
 *
 * @param what the request, such as `apply Kafka confluent/kafka`
 * @param body the response: a Status as JSON, or any text
 */
export function errorOf(what: string, code: number, body: string): KubernetesError {
    const status = statusIn(body);
    const message = status?.message ?? (body.trim().slice(0, 500) || "no message");
    return new KubernetesError(`${what}: ${message} (HTTP ${code})`, code, status);
}

function statusIn(body: string): Status | undefined {
    try {
        const parsed = JSON.parse(body) as { kind?: string } & Status;
        return parsed.kind === "Status" ? parsed : undefined;
    } catch {
        return undefined;
    }
}
