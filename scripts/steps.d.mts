/**
 * Runs one step of a start and prints its line: `  ✓ database       0.7 s  note`. A string that `work` returns becomes
 * the note. On a terminal the line counts while the step runs.
 */
export function step<T>(label: string, work: () => Promise<T> | T): Promise<T>;
