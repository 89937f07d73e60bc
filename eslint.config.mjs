import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * The rooms that each room may import, as in docs/ARCHITECTURE.md. Tests may import everything.
 *
 * @type {Record<string, string[]>}
 */
export const rooms = {
    base: [],
    tools: ["base"],
    kubernetes: ["base"],
    config: ["base", "tools", "kubernetes"],
    components: ["base", "config"],
    "index.ts": ["config", "components"],
    gitops: [],
    policy: [],
    rehearsal: ["base", "tools", "kubernetes", "config", "components", "index.ts"],
    commands: ["base", "tools", "kubernetes", "config", "components", "gitops", "rehearsal"],
    pipeline: ["base", "kubernetes", "config", "commands"],
    bench: ["base", "tools", "kubernetes", "config", "components", "index.ts", "rehearsal", "commands"],
    docs: ["base", "config", "commands"],
    // The command line combines what all of them define.
    bin: ["base", "commands", "pipeline", "bench", "docs"],
};

const zones = Object.entries(rooms).map(([room, allowed]) => ({
    target: `./${room}`,
    from: [...Object.keys(rooms), "test"]
        .filter((other) => other !== room && !allowed.includes(other))
        .map((other) => `./${other}`),
    message: `${room} may import ${allowed.join(", ") || "no other room"}: see docs/ARCHITECTURE.md.`,
}));

const extensions = [".ts", ".mts", ".mjs", ".cjs", ".js"];

/**
 * No import of a room above, and no circular import.
 *
 * @type {import("typescript-eslint").ConfigWithExtends}
 */
export const importRules = {
    plugins: { "import-x": importX },
    settings: {
        "import-x/extensions": extensions,
        "import-x/parsers": { "@typescript-eslint/parser": extensions },
        "import-x/resolver-next": [createNodeResolver({ extensions })],
    },
    rules: {
        "import-x/no-restricted-paths": ["error", { zones, basePath: import.meta.dirname }],
        "import-x/no-cycle": ["error", { ignoreExternal: true }],
        "import-x/no-duplicates": "error",
    },
};

export default tseslint.config(
    { ignores: ["node_modules/", ".tools/", ".rehearsal/", "workload/"] },
    js.configs.recommended,
    ...tseslint.configs.recommendedTypeChecked,
    {
        languageOptions: {
            parserOptions: {
                projectService: { allowDefaultProject: ["*/*.cjs", "bench/*/*.cjs"] },
                tsconfigRootDir: import.meta.dirname,
            },
        },
        rules: {
            "@typescript-eslint/no-explicit-any": "error",
            // index.ts exports the program as a function, which is what Pulumi calls.
            "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            "max-lines": ["error", { max: 200, skipBlankLines: false, skipComments: false }],
        },
    },
    importRules,
    // The policy pack's tests stay with it, and use the types that the stand-ins know.
    { files: ["policy/test/**"], rules: { "import-x/no-restricted-paths": "off" } },
    {
        files: ["**/*.cjs"],
        ...tseslint.configs.disableTypeChecked,
        languageOptions: {
            sourceType: "commonjs",
            globals: { require: "readonly", module: "writable", process: "readonly", __dirname: "readonly" },
        },
        rules: { ...tseslint.configs.disableTypeChecked.rules, "@typescript-eslint/no-require-imports": "off" },
    },
    // A resource registers itself by being constructed.
    { files: ["index.ts", "components/**", "test/**"], rules: { "no-new": "off" } },
    prettier,
);
