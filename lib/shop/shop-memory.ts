import { readRules } from "#lib/cooling-off/queries.ts";
import type { Database } from "#lib/db.ts";
import { lookVersion } from "#lib/shop/look/look.ts";
import { logo as logoShape, type ShopView } from "#lib/shop/schema.ts";
import { locales } from "#lib/words/locale.ts";

/** Who the shop is, read once and again after the database told of a change: every page says its name. */
export class ShopMemory {
  readonly #db: Database;
  #reading: Promise<ShopView> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  read(): Promise<ShopView> {
    this.#reading ??= this.#load();
    return this.#reading;
  }

  forget() {
    this.#reading = undefined;
  }

  #load(): Promise<ShopView> {
    const reading = readShop(this.#db).catch((error: unknown) => {
      if (this.#reading === reading) this.forget();
      throw error;
    });
    return reading;
  }
}

async function readShop(db: Database): Promise<ShopView> {
  const [shop, pages, { rules }] = await Promise.all([
    db.shop.findUniqueOrThrow({ where: { id: 1 }, select: shownOfShop }),
    db.shopPage.groupBy({ by: ["kind"], orderBy: { kind: "asc" } }),
    readRules(db),
  ]);
  const { logo: src, logoWidth: width, logoHeight: height, logoTone: tone, languages, ...rest } = shop;
  const logo = src === "" ? null : logoShape.parse({ src, width, height, tone });
  const accent = shop.accent || null;
  return {
    ...rest,
    ...{ logo, accent, look: lookVersion({ logo, accent }) },
    languages: languages.flatMap((language) => locales.find((locale) => locale === language) ?? []),
    pages: pages.map(({ kind }) => kind),
    coolingOff: rules.map(({ countries, isRest, days }) => ({ countries, isRest, days })),
  };
}

export const shownOfShop = {
  name: true,
  legalName: true,
  address: true,
  taxNumber: true,
  registerNumber: true,
  contactEmail: true,
  contactPhone: true,
  logo: true,
  logoWidth: true,
  logoHeight: true,
  logoTone: true,
  accent: true,
  currency: true,
  timeZone: true,
  languages: true,
} as const;
