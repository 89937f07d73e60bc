/** Runs steps once, in the reverse order of their addition, even if one of them fails. */
export class Cleanup {
    private readonly steps: (() => void | Promise<void>)[] = [];

    add(step: () => void | Promise<void>): void {
        this.steps.push(step);
    }

    async run(): Promise<void> {
        const failures: unknown[] = [];
        for (let step = this.steps.pop(); step; step = this.steps.pop()) {
            try {
                await step();
            } catch (error) {
                failures.push(error);
            }
        }
        if (failures.length > 0) throw failures[0];
    }
}
