import { z } from "zod";

/** What erasing an account would do, said before. */
export const erasurePreview = z.object({
  /** Orders that nobody paid for yet: they end, and their units go to others. */
  held: z.int(),
  /** Places in lines: they are given up. */
  waiting: z.int(),
  /** Paid orders that are still to come: they are delivered, and keep the address until then. */
  open: z.int(),
  /** Orders that are over: kept without a name, as the law asks. */
  over: z.int(),
  cards: z.int(),
  /** Addresses that the account keeps; those of open orders stay until they are over. */
  addresses: z.int(),
  messages: z.int(),
  hasPassword: z.boolean(),
  /** Who works here cannot go without a colleague. */
  isStaff: z.boolean(),
});
export type ErasurePreview = z.infer<typeof erasurePreview>;
