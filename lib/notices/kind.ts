import type { z } from "zod";
import type { Mail } from "#lib/notices/mail.ts";
import type { Say } from "#lib/notices/say.ts";

/** One kind of notice: what has to be known, and what is written about it. */
export type Kind<Facts extends z.ZodType = z.ZodType> = {
  facts: Facts;
  /** From facts as they were stored; throws when they do not fit. */
  write: (stored: unknown, say: Say) => Mail;
};

export function kind<Facts extends z.ZodType>(
  facts: Facts,
  compose: (facts: z.infer<Facts>, say: Say) => Mail,
): Kind<Facts> {
  return { facts, write: (stored, say) => compose(facts.parse(stored), say) };
}
