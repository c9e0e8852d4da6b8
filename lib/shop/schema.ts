import { z } from "zod";
import { optionalLine, prose } from "#lib/text.ts";
import { language, translations } from "#lib/texts/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

export const pageKinds = ["terms", "privacy", "imprint", "returns", "shipping", "contact"] as const;
export const pageKind = z.enum(pageKinds);
export type PageKind = z.infer<typeof pageKind>;

const optionalEmail = z.union([z.literal(""), z.email().max(254)]);
/** As people write one: digits, spaces, and what separates or joins them. */
const phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^[+\d\s()./-]*$/);

/** Who the shop is and who sells: everybody may read it. Empty where the owner has not said it. */
export const shopView = z.object({
  name: z.string(),
  legalName: z.string(),
  address: z.string(),
  taxNumber: z.string(),
  registerNumber: z.string(),
  contactEmail: z.string(),
  contactPhone: z.string(),
  /** The pages of the law that are published, in whichever language. */
  pages: z.array(pageKind),
});
export type ShopView = z.infer<typeof shopView>;

export const shopChange = z
  .strictObject({
    name: optionalLine(60).min(1),
    legalName: optionalLine(120),
    address: prose(400),
    taxNumber: optionalLine(60),
    registerNumber: optionalLine(120),
    contactEmail: optionalEmail,
    contactPhone: phone,
    story: prose(4000),
    /** The language of the story; `texts` tells it in others. */
    language,
    texts: translations({ story: prose(4000) }),
  })
  .partial();
export type ShopChange = z.infer<typeof shopChange>;

export const pageLanguage = z.enum(locales);

/** One published version of a page; `body` is Markdown. */
export const pageView = z.object({
  kind: pageKind,
  language: pageLanguage,
  version: z.int(),
  publishedAt: z.iso.datetime(),
  body: z.string(),
});
export type PageView = z.infer<typeof pageView>;

export const pageQuery = z.object({
  language: pageLanguage.optional(),
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** A new version: `after` is the version that the writer saw, 0 for none, so that nobody's words are lost unseen. */
export const pageInput = z.strictObject({
  language: pageLanguage,
  after: z.int().min(0).max(1_000_000),
  body: prose(60_000).min(1),
});
export type PageInput = z.infer<typeof pageInput>;

export const pageParams = z.object({ kind: pageKind });

/** A published version without its words. */
export type PageVersion = Omit<PageView, "body">;

/** Where a page stands in one language; version 0 is not published. */
export type PageState = { kind: PageKind; language: Locale; version: number; publishedAt: string | null };

export const readinessSteps = ["real", "address", "seller", "pages", "payments", "mail", "product"] as const;
/** One thing that stands, or stood, between the shop and real money. */
export type ReadinessStep = { name: (typeof readinessSteps)[number]; isDone: boolean };

/** Where a shop may stand; each region's templates are in the language of its law. */
export const regions = ["eu", "us", "cn"] as const;
export type Region = (typeof regions)[number];

/** Whether a text still has something in square brackets that is no link. */
export function hasGaps(text: string): boolean {
  return /\[[^\]\n]+\](?!\()/.test(text);
}
