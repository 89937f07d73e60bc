/** Whether there is a process of this id. Ids are used again, so it may be another than it was. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        // It lives, but is someone else's.
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
