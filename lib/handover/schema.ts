import { z } from "zod";

export const someOrders = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) });

/** What became of each order of a list: those it was done for, and the refusal's code of the others. */
export const doneForOrders = z.object({
  done: z.array(z.uuid()),
  refused: z.array(z.object({ id: z.uuid(), code: z.string() })),
});
export type DoneForOrders = z.infer<typeof doneForOrders>;
