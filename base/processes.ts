/** Whether a process with this ID exists. IDs are reused, so it may be a different process. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // It exists, but belongs to another user.
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
