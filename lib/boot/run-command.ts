import { BootError } from "#lib/boot/boot-error.ts";

/** Runs the work of a command; a BootError becomes its sentence and exit code 1, anything else stays loud. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BootError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
