import { Checkout } from "./files";
import { read, type Rendering } from "./read";

export type { Rendering } from "./read";

export function render(root: string, path: string): Rendering {
    return read(new Checkout(root), path);
}
