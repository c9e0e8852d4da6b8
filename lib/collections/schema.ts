import { z } from "zod";
import { productView, slug } from "#lib/catalog/schema.ts";
import { line, prose } from "#lib/text.ts";
import { foreignTexts, language, translations } from "#lib/texts/schema.ts";

const texts = translations({ name: line(120), description: prose(2000) });

export const collectionInput = z.strictObject({
  name: line(120),
  slug: slug.optional(),
  description: prose(2000).default(""),
  /** The language of name and description; `texts` says them in others. */
  language: language.optional(),
  texts: texts.optional(),
});
export type CollectionInput = z.infer<typeof collectionInput>;

/** A collection keeps its address; what it says may change. */
export const collectionChange = z
  .strictObject({ name: line(120), description: prose(2000), language, texts })
  .partial();
export type CollectionChange = z.infer<typeof collectionChange>;

/** Every product of the collection, in its order. */
export const collectionProducts = z.strictObject({ ids: z.array(z.uuid()).max(200) });

export const collectionCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  language: language.optional(),
  texts: translations({ name: z.string(), description: z.string() }).optional(),
  foreign: foreignTexts.optional(),
  /** How many of its products everybody may see, and pictures of the first ones. */
  count: z.int(),
  pictures: z.array(z.string()),
});
export type CollectionCard = z.infer<typeof collectionCard>;

export const collectionView = collectionCard.extend({ products: z.array(productView) });
export type CollectionView = z.infer<typeof collectionView>;
