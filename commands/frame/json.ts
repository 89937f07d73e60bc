/** Prints what a command has to say as JSON: the standard output has nothing else. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2));

/** Where sentences for people go: out of the way of JSON. */
export const sayBeside =
    (json: boolean | undefined) =>
    (line: string): void =>
        void (json ? process.stderr : process.stdout).write(`${line}\n`);
