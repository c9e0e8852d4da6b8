import { Prisma } from "#prisma/client/client.ts";

/** What of a text is as good as all of it: a word with one wrong letter keeps about half of its pieces. */
const least = 330;
/** Besides something that fits, what fits less than six tenths as well is noise. */
const besideBest = 0.6;
/** Of how many that share something with a search the pieces are compared. */
const compared = 2000;
/** Those that have all of it are looked at first, so that a shop of any size finds them. */
const whole = 400;

const productText = Prisma.sql`search_pieces(search_said(p.name, p.texts, 'name') || E'\n' || search_said(p.tagline, p.texts, 'tagline'))`;
const description = Prisma.sql`search_pieces(search_said(p.description, p.texts, 'description'))`;
const editionText = Prisma.sql`search_pieces(search_said(e.name, e.texts, 'name') || E'\n' || e.sku)`;
const showText = Prisma.sql`search_pieces(search_said(s.title, s.texts, 'title'))`;

/** What everybody may find: nothing in the archive, and nothing that only drafts list. */
export const onShelf = Prisma.sql`p.archived_at IS NULL AND (
  EXISTS (SELECT FROM show_product sp JOIN show s ON s.id = sp.show_id WHERE sp.product_id = p.id AND s.status <> 'DRAFT')
  OR EXISTS (SELECT FROM collection_product cp WHERE cp.product_id = p.id))`;

type Asked = { q: string; after?: string; limit: number };

/** Ids of products with how well each fits, the best first; `limit` and one more, when there is one. */
export function productsLike({ q, after, limit }: Asked): Prisma.Sql {
  const asked = Prisma.sql`search_pieces(${q}::text)`;
  // Everything has all of nothing.
  const hasWords = Prisma.sql`cardinality(${asked}) > 0`;
  const [score = "", id = ""] = after?.split(".") ?? [];
  return Prisma.sql`
    WITH legs AS (
      (SELECT p.id, search_score(${productText}, ${asked}) AS score FROM product p WHERE ${productText} @> ${asked} AND ${hasWords} LIMIT ${whole})
      UNION ALL
      (SELECT p.id, search_score(${productText}, ${asked}) FROM product p WHERE ${productText} && ${asked} LIMIT ${compared})
      UNION ALL
      (SELECT e.product_id, 9 * search_score(${editionText}, ${asked}) / 10 FROM edition e WHERE e.archived_at IS NULL AND ${editionText} && ${asked} LIMIT ${compared})
      UNION ALL
      (SELECT p.id, 600 FROM product p WHERE ${description} @> ${asked} AND ${hasWords} LIMIT ${whole})),
    fitting AS (SELECT id, max(score) AS score FROM legs WHERE score >= ${least} GROUP BY id),
    shown AS (SELECT f.id, f.score, max(f.score) OVER () AS best FROM fitting f JOIN product p ON p.id = f.id WHERE ${onShelf})
    SELECT id::text, score FROM shown WHERE score >= ${besideBest}::float8 * best
      ${after ? Prisma.sql`AND (score, id) < (${Number(score)}::int, ${id}::uuid)` : Prisma.empty}
    ORDER BY score DESC, id DESC LIMIT ${limit + 1}`;
}

/** Ids of the five shows whose titles fit best. */
export function showsLike(q: string): Prisma.Sql {
  const asked = Prisma.sql`search_pieces(${q}::text)`;
  return Prisma.sql`
    WITH fitting AS (
      SELECT id, score, max(score) OVER () AS best FROM (
        SELECT s.id, search_score(${showText}, ${asked}) AS score FROM show s
        WHERE ${showText} && ${asked} AND s.status <> 'DRAFT' AND s.archived_at IS NULL LIMIT ${compared}) alike
      WHERE score >= ${least})
    SELECT id::text, score FROM fitting WHERE score >= ${besideBest}::float8 * best ORDER BY score DESC, id DESC LIMIT 5`;
}
