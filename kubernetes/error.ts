/** The part of an API server's Status that says what is wrong. */
export interface Status {
    message?: string;
    /** Such as `NotFound`, `Invalid`, `Conflict`. */
    reason?: string;
    details?: { causes?: { field?: string; message?: string; reason?: string }[] };
}

/** An API server that refuses, or that cannot be reached. */
export class KubernetesError extends Error {
    override name = "KubernetesError";

    /**
     * @param code HTTP status; 0 where no answer came at all.
     * @param status what the server answered; empty where it did not answer with a Status.
     */
    constructor(
        message: string,
        readonly code: number,
        readonly status: Status = {},
    ) {
        super(message);
    }
}

/** Whether an error says that the object, or its kind, is not there. */
export const isNotFound = (error: unknown): boolean => error instanceof KubernetesError && error.code === 404;

/**
 * The error that an answer stands for.
 *
 * @param what what was tried, such as `apply Kafka confluent/kafka`.
 * @param body the answer: a Status as JSON, or any text.
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
