import { z } from "zod";

/** What a lane is asked: to put `text` into a file of its tree and run these test files, one after the other, until one fails. */
export const task = z.object({ path: z.string(), text: z.string(), tests: z.array(z.string()) });
export type Task = z.infer<typeof task>;

/** `unclear`: the tests came to no end that says anything, because nothing loads with the mistake, or nothing ran. */
export const verdict = z.object({
  is: z.enum(["noticed", "survived", "unclear"]),
  /** The test that failed, or what went wrong. */
  by: z.string(),
  seconds: z.number(),
});
export type Verdict = z.infer<typeof verdict>;
