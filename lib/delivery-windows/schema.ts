import { z } from "zod";
import { deliveryWindow } from "#lib/catalog/schema.ts";
import { fileFault, fileReading } from "#lib/files/schema.ts";
import { day } from "#lib/moment.ts";
import { country, line, prose } from "#lib/text.ts";
import { language, translations } from "#lib/texts/schema.ts";

const wholeDays = "must be whole days, 0 to 365";
const days = z.int({ error: wholeDays }).min(0, wholeDays).max(365, wholeDays);
const cityName = line(80);
const cityTexts = translations({ name: cityName });
const lastIsLater = { path: ["lastDays"], message: "may not be less than firstDays" };

/** A place orders go to; the way there adds days to the first and the last day of a wave's window. */
export const cityInput = z
  .strictObject({
    name: cityName,
    /** The language of the name; `texts` says it in others. */
    language: language.optional(),
    texts: cityTexts.optional(),
    firstDays: days,
    lastDays: days,
    open: z.boolean().default(true),
  })
  .refine((city) => city.firstDays <= city.lastDays, lastIsLater);
export type CityInput = z.infer<typeof cityInput>;

export const cityChange = z.strictObject({
  name: cityName.optional(),
  language: language.optional(),
  texts: cityTexts.optional(),
  firstDays: days.optional(),
  lastDays: days.optional(),
  open: z.boolean().optional(),
});
export type CityChange = z.infer<typeof cityChange>;

/** Every city's id, in the order in which they are listed. */
export const cityOrder = z.strictObject({ ids: z.array(z.uuid()).max(2000) });

/** What buyers choose from. */
export const cityView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The language of the name, and the name in others. */
  language: language.optional(),
  texts: cityTexts.optional(),
  firstDays: z.number(),
  lastDays: z.number(),
});
export type CityView = z.infer<typeof cityView>;

export const staffCityView = cityView.extend({ open: z.boolean() });
export type StaffCityView = z.infer<typeof staffCityView>;

export const cityReport = z.object({
  dryRun: z.boolean(),
  ...fileReading.shape,
  /** Lines found, also those at fault. */
  rows: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  /** `row` counts from 1 without the head line. */
  errors: z.array(fileFault),
  /** Encodings that the file may be in, when it does not tell. */
  candidates: z.array(z.object({ encoding: z.string(), beginning: z.string() })),
});
export type CityReport = z.infer<typeof cityReport>;

export const promiseQuery = z.object({
  quantity: z.coerce.number().int().min(1).max(1000).default(1),
  cityId: z.uuid().optional(),
  /** Counts where no city is named and the product is shipped. */
  country: country.optional(),
});
export type PromiseQuery = z.infer<typeof promiseQuery>;

/** What somebody who ordered now would be promised. Nothing is held by asking. */
export const editionPromise = z.object({
  editionId: z.uuid(),
  quantity: z.number(),
  /** The ledger sequence at which this was read; a stock line with a later one knows better. */
  seq: z.number(),
  city: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Whether the way to a city or country is counted in. Without either it is not: the order leaves the maker in this window. */
  includesWay: z.boolean(),
  /** The wave's number and the places it has left; null when no wave has room for so many. */
  wave: z.object({ number: z.number(), left: z.number() }).nullable(),
  window: deliveryWindow.nullable(),
  /** The window after this wave is full; null when it is the last. */
  nextWindow: deliveryWindow.nullable(),
});
export type EditionPromise = z.infer<typeof editionPromise>;

export const promiseInput = z
  .strictObject({
    start: day,
    end: day,
    reason: prose(500).min(1),
  })
  .refine(({ start, end }) => start <= end, { path: ["end"], message: "must not be before start" });
export type PromiseInput = z.infer<typeof promiseInput>;

export const waveQuery = z
  .object({ start: day, end: day })
  .refine(({ start, end }) => start <= end, { path: ["end"], message: "must not be before start" });

/** What moving a wave to a window would do, city by city, each with what its orders were promised last. */
export const wavePreview = z.object({
  /** False when a wave before or after it stands in the way. */
  fits: z.boolean(),
  orders: z.number(),
  units: z.number(),
  changes: z.array(
    z.object({
      city: z.string().nullable(),
      orders: z.number(),
      units: z.number(),
      before: deliveryWindow,
      after: deliveryWindow,
    }),
  ),
});
export type WavePreview = z.infer<typeof wavePreview>;

/** A wave with the live orders that were promised it. */
export const staffWaveView = z.object({
  id: z.uuid(),
  editionId: z.uuid(),
  product: z.string(),
  edition: z.string(),
  sku: z.string(),
  number: z.number(),
  capacity: z.number(),
  allocated: z.number(),
  start: z.string(),
  end: z.string(),
});
export type StaffWaveView = z.infer<typeof staffWaveView>;

export const waveMoved = z.object({ orders: z.number() });
