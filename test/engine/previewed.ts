import assert from "node:assert/strict";
import type { PreviewedResource } from "../../rehearsal/engine/collect";

/** What a preview of an example would create, for its test. */
export class Previewed {
    constructor(
        readonly resources: readonly PreviewedResource[],
        readonly warnings: readonly string[],
    ) {}

    ofType(type: RegExp): PreviewedResource[] {
        return this.resources.filter((resource) => type.test(resource.type));
    }

    /** Inputs of the only resource with that type. */
    only(type: RegExp): Record<string, unknown> {
        const [resource, ...others] = this.ofType(type);
        assert.ok(resource, `nothing of type ${type}`);
        assert.deepEqual(others.map(nameOf), []);
        return resource.inputs;
    }

    names(type: RegExp): string[] {
        return this.ofType(type).map(nameOf).sort();
    }

    /** The source of the Application that Argo CD follows. */
    get source() {
        const of = this.ofType(/:Application$/).find((one) => nameOf(one) === "confluent-platform-application");
        assert.ok(of, "there is no Application of the platform");
        return (of.inputs as { spec: { source: Source } }).spec.source;
    }
}

interface Source {
    repoURL: string;
    targetRevision: string;
    path: string;
    kustomize?: { images?: string[] };
}

export const nameOf = ({ urn }: PreviewedResource): string => urn.split("::").slice(3).join("::");
