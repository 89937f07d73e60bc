const factors: Readonly<Record<string, number>> = {
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
};

/** A Kubernetes quantity such as `10Gi`, or a plain number; NaN where it is neither. */
export function quantityOf(text: string): number {
    const [, number, suffix = ""] = /^(-?\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text.trim()) ?? [];
    return Number(number ?? NaN) * (factors[suffix] ?? NaN);
}
