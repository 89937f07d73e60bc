import { OverlayError } from "./error";
import type { Checkout } from "./files";
import { type ImageField, readImageFields } from "./kustomization";
import { isObject, type Json, textOf } from "./json";

/**
 * The fields that contain images, from `configurations:` of a folder and of the folders that it includes, if the
 * program's own reader can't handle everything in them. Files that can't be read add no fields.
 */
export function imageFieldsOf(checkout: Checkout, folder: string, seen = new Set<string>()): ImageField[] {
    if (seen.has(folder)) return [];
    seen.add(folder);
    try {
        const file = checkout.kustomizationIn(folder);
        const [document] = checkout.documents(file);
        const entries = (field: string) => (isObject(document) ? texts(document[field]) : []);
        const folders = ["resources", "bases", "components"].flatMap(entries).flatMap((entry) => {
            const found = tolerant(() => checkout.locate(entry, file));
            return found?.isFolder ? [found.path] : [];
        });
        return [
            ...folders.flatMap((below) => imageFieldsOf(checkout, below, seen)),
            ...entries("configurations").flatMap(
                (entry) => tolerant(() => readImageFields(checkout, checkout.file(entry, file))) ?? [],
            ),
        ];
    } catch (error) {
        if (error instanceof OverlayError) return [];
        throw error;
    }
}

const texts = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(textOf) : []).filter(Boolean);

function tolerant<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (error instanceof OverlayError) return undefined;
        throw error;
    }
}
