import { Refusal } from "#lib/refusal.ts";

/** The code that a call refuses with; null when it does not. */
export function codeOf(call: () => unknown): string | null {
  try {
    call();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
