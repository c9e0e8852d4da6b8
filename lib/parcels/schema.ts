import { z } from "zod";
import { instant } from "#lib/moment.ts";
import { line, optionalLine, prose } from "#lib/text.ts";

/** With whom an order travels; the tracking number may come later. */
export const parcelInput = z.strictObject({ carrier: line(60), tracking: optionalLine(80).default("") });
export type ParcelInput = z.infer<typeof parcelInput>;

export const parcelReturn = z.strictObject({ reason: prose(500).min(1) });
export type ParcelReturn = z.infer<typeof parcelReturn>;

export const parcelView = z.object({
  carrier: z.string(),
  tracking: z.string(),
  sentAt: instant,
  /** When it came back to the sender, and why; null while it has not. */
  returnedAt: instant.nullable(),
  returnedWhy: z.string().nullable(),
});
export type ParcelView = z.infer<typeof parcelView>;

/** Parcels of the last thirty days: how many left, how many of them came back; and how many orders wait for the next one now. */
export const parcelFigures = z.object({ sent: z.int(), returned: z.int(), waiting: z.int() });
export type ParcelFigures = z.infer<typeof parcelFigures>;
