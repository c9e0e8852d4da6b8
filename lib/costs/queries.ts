import type { z } from "zod";
import type { Uses } from "#lib/container.ts";
import { type CostPage, type CostSheet, costLines, type costQuery } from "#lib/costs/schema.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { Prisma } from "#prisma/client/client.ts";

type Row = { id: string; editionId: string; at: Date; currency: string; lines: unknown };

const columns = Prisma.sql`id::text, edition_id::text AS "editionId", at, currency, lines`;

/** What the seller says that the editions of a product cost, now and before. Ask whether the product may be seen first. */
export async function readCosts(
  { db }: Uses<"db">,
  editionIds: string[],
  { after, limit }: z.infer<typeof costQuery>,
): Promise<CostPage> {
  if (editionIds.length === 0) return { now: [], sheets: [], next: null };
  const goesOn = after ? Prisma.sql`AND (at, id) < ${cursorRow(after)}` : Prisma.empty;
  const [now, rows] = await Promise.all([
    db.$queryRaw<Row[]>`
      SELECT DISTINCT ON (edition_id) ${columns} FROM cost_sheet
      WHERE edition_id = ANY (${editionIds}::uuid[]) ORDER BY edition_id, at DESC, id DESC`,
    db.$queryRaw<Row[]>`
      SELECT ${columns} FROM cost_sheet WHERE edition_id = ANY (${editionIds}::uuid[]) ${goesOn}
      ORDER BY at DESC, id DESC LIMIT ${limit + 1}`,
  ]);
  const { page, next } = cutPage(rows, limit);
  return { now: now.map(view).filter(({ lines }) => lines.length > 0), sheets: page.map(view), next };
}

function view({ at, lines, ...row }: Row): CostSheet {
  return { ...row, at: at.toISOString(), lines: costLines.parse(lines) };
}
