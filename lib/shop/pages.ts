import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import {
  type PageKind,
  type PageQuery,
  type PageState,
  type PageVersion,
  type PageView,
  pageKinds,
  pageLanguage,
} from "#lib/shop/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

/** A page as it stands, or one of its versions: in the reader's language, else in the first that has it. Refuses with not_found. */
export async function findPage(
  { db }: Uses<"db">,
  kind: PageKind,
  { language = "en", version }: PageQuery,
): Promise<PageView> {
  for (const each of [language, ...locales.filter((locale) => locale !== language)]) {
    const page = await db.shopPage.findFirst({
      where: { kind, language: each, ...(version !== undefined && { version }) },
      orderBy: { version: "desc" },
    });
    if (page) return viewPage(page);
  }
  throw new Refusal("not_found");
}

/** The newest version in exactly this language; null when none is published. */
export async function findPageIn({ db }: Uses<"db">, kind: PageKind, language: Locale): Promise<PageView | null> {
  const page = await db.shopPage.findFirst({ where: { kind, language }, orderBy: { version: "desc" } });
  return page && viewPage(page);
}

/** The version of a page that stood there at a moment, in the reader's language or the first that had it; null when none did. */
export async function findPageAt(
  { db }: Uses<"db">,
  kind: PageKind,
  language: Locale,
  at: Date,
): Promise<PageVersion | null> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT DISTINCT ON (language) kind::text, language, version, published_at AS "publishedAt" FROM shop_page
    WHERE kind = ${kind}::"ShopPageKind" AND published_at <= ${at} ORDER BY language, version DESC`;
  const row = rows.find((each) => each.language === language) ?? rows[0];
  return row ? viewVersion(row) : null;
}

/** Where each page stands in each language, for the owner; version 0 is not published. */
export async function listPages({ db }: Uses<"db">, _owner: Owner): Promise<PageState[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT DISTINCT ON (kind, language) kind::text, language, version, published_at AS "publishedAt" FROM shop_page
    ORDER BY kind, language, version DESC`;
  return pageKinds.flatMap((kind) =>
    locales.map((language) => {
      const row = rows.find((each) => each.kind === kind && each.language === language);
      return { kind, language, version: row?.version ?? 0, publishedAt: row?.publishedAt.toISOString() ?? null };
    }),
  );
}

type Row = { kind: PageKind; language: string; version: number; publishedAt: Date };

export function viewPage({ body, ...row }: Row & { body: string }): PageView {
  return { ...viewVersion(row), body };
}

function viewVersion({ kind, language, version, publishedAt }: Row): PageVersion {
  return { kind, language: pageLanguage.parse(language), version, publishedAt: publishedAt.toISOString() };
}
