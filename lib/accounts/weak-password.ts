import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { Refusal } from "#lib/refusal.ts";

let judge: ZxcvbnFactory | undefined;

/** Enough to see a word, a row of keys or a repetition; judging costs more with every character. */
const looksAt = 24;

/**
 * Refuses with password_common what is among the commonest passwords, or is guessed as fast: rows of keys, repetitions, one's own
 * name or address.
 */
export function expectStrong(password: string, { field, about = [] }: { field: string; about?: string[] }): void {
  judge ??= new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });
  const own = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((text) => text.length > 2);
  const { score } = judge.check(password.slice(0, looksAt), own.slice(0, 20));
  if (score < 2) throw new Refusal("password_common", { field });
}
