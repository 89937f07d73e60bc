/** The version of a required module in the text of a go.mod, without its `v`. @throws Error if it isn't required */
export function requiredVersion(goMod: string, module: string): string {
    const line = goMod.split("\n").find((line) => line.trim().startsWith(`${module} v`));
    const version = line?.trim().split(/\s+/)[1];
    if (!version) throw new Error(`go.mod does not require ${module}`);
    return version.slice(1);
}

/** The Go version in the text of a go.mod. @throws Error if it has none */
export function goLine(goMod: string): string {
    const version = /^go (\S+)$/m.exec(goMod)?.[1];
    if (!version) throw new Error("go.mod does not set a Go version");
    return version;
}
