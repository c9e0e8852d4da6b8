import { z } from "zod";
import { maxPasswordLength, minPasswordLength } from "#lib/accounts/password-length.ts";
import { digitsOf } from "#lib/currencies.ts";
import { email, line, optionalLine, prose } from "#lib/text.ts";
import { language, translations } from "#lib/texts/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";
import { isTimeZone } from "#lib/words/reader.ts";

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

/** A picture of ours. `tone` is what its drawn parts are: dark ones are lost on a dark page, light ones on a light page. */
export const logo = z.object({
  src: z.string(),
  width: z.int(),
  height: z.int(),
  tone: z.enum(["any", "dark", "light"]),
});
export type Logo = z.infer<typeof logo>;

/** Who the shop is and who sells: everybody may read it. Empty where the owner has not said it. */
export const shopView = z.object({
  name: z.string(),
  legalName: z.string(),
  address: z.string(),
  taxNumber: z.string(),
  registerNumber: z.string(),
  contactEmail: z.string(),
  contactPhone: z.string(),
  logo: logo.nullable(),
  /** #rrggbb; null for the product's own. */
  accent: z.string().nullable(),
  /** Names the style sheet and icons that logo and accent give; null where neither is chosen. */
  look: z.string().nullable(),
  /** What new prices begin with. */
  currency: z.string(),
  /** The zone of moments that are told to readers who named none. */
  timeZone: z.string(),
  /** What readers may choose from, the first for everybody else. */
  languages: z.array(z.enum(locales)),
  /** The pages of the law that are published, in whichever language. */
  pages: z.array(pageKind),
  /** Within how many days orders from now on may be sent back, by country. */
  coolingOff: z.array(z.object({ countries: z.array(z.string()), isRest: z.boolean(), days: z.int() })),
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
    /** Null for the product's own. */
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #117a58")
      .toLowerCase()
      .nullable(),
    currency: z.string().refine((code) => digitsOf(code) !== null, "must be a currency such as EUR"),
    timeZone: z.string().refine(isTimeZone, "must be a time zone such as Asia/Shanghai"),
    languages: z
      .array(z.enum(locales))
      .min(1)
      .refine((chosen) => new Set(chosen).size === chosen.length, "must name each language once"),
  })
  .partial();
export type ShopChange = z.infer<typeof shopChange>;

/** The parts of the settings that are changed, and taken back, together. */
export const shopCards = {
  name: ["name"],
  look: ["accent", "logo", "logoWidth", "logoHeight", "logoTone"],
  money: ["currency", "timeZone", "languages"],
  seller: ["legalName", "address", "taxNumber", "registerNumber", "contactEmail", "contactPhone"],
  story: ["story", "language", "texts"],
} as const;
export const shopCard = z.enum(["name", "look", "money", "seller", "story"]);
export type ShopCard = z.infer<typeof shopCard>;

export const undoInput = z.strictObject({ card: shopCard });

/** The first owner, by the link that the server printed. */
export const openingInput = z.strictObject({
  token: z.string().min(1).max(100),
  name: line(80),
  email,
  password: z.string().min(minPasswordLength).max(maxPasswordLength),
});
export type OpeningInput = z.infer<typeof openingInput>;

/** The last change of a part, which can be taken back. */
export type LastChange = { by: string | null; at: string };

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

export const readinessSteps = [
  "real",
  "name",
  "seller",
  "payments",
  "mail",
  "pages",
  "address",
  "factors",
  "product",
] as const;
/** One thing that stands, or stood, between the shop and real money. */
export type ReadinessStep = { name: (typeof readinessSteps)[number]; isDone: boolean };

/** The steps of the guided set-up after the owner's account, in their order. */
export const openingSteps = [
  "name",
  "look",
  "money",
  "seller",
  "payments",
  "mail",
  "shipping",
  "coolingOff",
  "pages",
  "ready",
] as const;
export const openingStep = z.enum(openingSteps);
export type OpeningStep = z.infer<typeof openingStep>;

/** Where a shop may stand; each region's templates are in the language of its law. */
export const regions = ["eu", "us", "cn"] as const;
export type Region = (typeof regions)[number];

/** Whether a text still has something in square brackets that is no link. */
export function hasGaps(text: string): boolean {
  return /\[[^\]\n]+\](?!\()/.test(text);
}
