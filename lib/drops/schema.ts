import { z } from "zod";
import { salePrice } from "#lib/catalog/schema.ts";
import { liveDrop } from "#lib/live/contract.ts";
import { moment } from "#lib/moment.ts";
import { line } from "#lib/text.ts";
import { language, translations } from "#lib/texts/schema.ts";

const title = line(120);

export const dropMode = z.enum(["FIRST_COME", "SHUFFLED"]);

/** What it costs in this drop, by currency; in any other it costs what the edition does. */
const prices = z
  .array(salePrice)
  .max(21)
  .refine(
    (all) => new Set(all.map(({ currency }) => currency)).size === all.length,
    "may name every currency only once",
  );

/** Units of one edition to be sold in this show from a pool of their own. */
export const dropInput = z.strictObject({
  editionId: z.uuid(),
  title,
  /** The language of the title; `texts` says it in others. */
  language: language.optional(),
  texts: translations({ title }).optional(),
  units: z.int().min(1).max(10_000_000),
  perPersonLimit: z.int().min(1).max(1000).default(1),
  /** How long it is open. */
  seconds: z.int().min(10).max(86_400).default(300),
  mode: dropMode.default("FIRST_COME"),
  /** How long a buyer has to pay. */
  holdSeconds: z.int().min(10).max(86_400).default(300),
  /** Ask every device for a proof of work, against bots. */
  challenge: z.boolean().default(false),
  prices: prices.default([]),
});
export type DropInput = z.infer<typeof dropInput>;

/** Everything but the edition may change until the drop is armed; the challenge at any time. */
export const dropChange = z.strictObject({
  title: title.optional(),
  language: language.optional(),
  texts: translations({ title }).optional(),
  units: dropInput.shape.units.optional(),
  perPersonLimit: z.int().min(1).max(1000).optional(),
  seconds: z.int().min(10).max(86_400).optional(),
  mode: dropMode.optional(),
  holdSeconds: z.int().min(10).max(86_400).optional(),
  challenge: z.boolean().optional(),
  prices: prices.optional(),
});
export type DropChange = z.infer<typeof dropChange>;

/** When an armed drop opens: after so many seconds, or at a moment. */
export const fireInput = z.union([
  z.strictObject({ inSeconds: z.int().min(0).max(3600) }),
  z.strictObject({ at: moment }),
]);
export type FireInput = z.infer<typeof fireInput>;

export const pauseInput = z.strictObject({ paused: z.boolean() });

/** A challenge to be solved by the buyer's device; its solution goes along as `proof`. */
export const challengeView = z.object({ challenge: z.unknown().nullable() });

export const dropView = liveDrop;
