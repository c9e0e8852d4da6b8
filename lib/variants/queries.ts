import { Prisma } from "#prisma/client/client.ts";

/**
 * What an edition is called in an order, as a part of a query's SQL: variantName() in the database's words. `e` is the alias of the
 * edition, `locale` an expression for its reader's language.
 */
export function editionName(e: string, locale?: string): Prisma.Sql {
  const said = (field: string) =>
    locale ? `coalesce(${e}.texts -> ${locale} ->> '${field}', ${e}.${field})` : `${e}.${field}`;
  const [name, option] = [said("name"), said("option")];
  return Prisma.raw(
    `CASE WHEN strpos(lower(${name}), lower(${option})) > 0 THEN ${name} ELSE ${name} || ', ' || ${option} END`,
  );
}
