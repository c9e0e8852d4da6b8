import { z } from "zod";
import { productView } from "#lib/catalog/schema.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { showCard } from "#lib/shows/schema.ts";
import { term } from "#lib/text.ts";

/** As long as a search may be; what is longer is no name of anything. */
export const maxSearch = 80;

export const searchQuery = z.strictObject({
  q: term(maxSearch).min(1),
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(48).default(24),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** The best first. Shows stand on the first page alone. */
export const searchPage = z.object({
  products: z.array(productView),
  shows: z.array(showCard),
  /** Where the next page goes on; null on the last. */
  next: z.string().nullable(),
});
export type SearchPage = z.infer<typeof searchPage>;
