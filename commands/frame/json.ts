/** Prints a command's result as JSON. Nothing else is written to the standard output. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2));

/** Where messages for people go, separate from JSON. */
export const sayBeside =
    (json: boolean | undefined) =>
    (line: string): void =>
        void (json ? process.stderr : process.stdout).write(`${line}\n`);
