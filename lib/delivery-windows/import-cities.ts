import { z } from "zod";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { parseCities } from "#lib/delivery-windows/parse-cities.ts";
import type { CityInput, CityReport } from "#lib/delivery-windows/schema.ts";
import { readFile } from "#lib/files/read-file.ts";
import { Refusal } from "#lib/refusal.ts";
import { translations } from "#lib/texts/schema.ts";
import { locales } from "#lib/words/locale.ts";

/**
 * Adds the cities of a file after those that are there, and changes those that are there by their name; all or nothing, and
 * nothing on a dry run. Refuses with import_rejected (the report in `detail`) when a line is at fault.
 */
export async function importCities(
  app: Uses<"cities" | "db">,
  operator: Operator,
  file: CityFile,
  dryRun: boolean,
): Promise<CityReport> {
  const { db, cities } = app;
  const { encoding, candidates, ...parsed } = readCities(file);
  const report: CityReport = {
    ...{ dryRun, encoding, candidates, separator: parsed.separator, rows: parsed.rows },
    ...(await compare(app, parsed.cities)),
    errors: parsed.errors.slice(0, 500),
  };
  if (dryRun) return report;
  if (parsed.errors.length > 0) throw new Refusal("import_rejected", { detail: { report } });
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO delivery_city (id, name, first_days, last_days, open, position, texts)
      SELECT gen_random_uuid(), c.name, c.first, c.last, c.open, n.next + c.at, coalesce(c.texts, '{}')
      FROM unnest(${parsed.cities.map(({ name }) => name)}::text[], ${parsed.cities.map(({ firstDays }) => firstDays)}::int[],
          ${parsed.cities.map(({ lastDays }) => lastDays)}::int[], ${parsed.cities.map(({ open }) => open)}::boolean[],
          ${parsed.cities.map(({ texts }) => (texts ? JSON.stringify(texts) : null))}::jsonb[]) WITH ORDINALITY c(name, first, last, open, texts, at),
        (SELECT coalesce(max(position), -1) AS next FROM delivery_city) n
      ON CONFLICT (name) DO UPDATE SET first_days = excluded.first_days, last_days = excluded.last_days, open = excluded.open,
        texts = delivery_city.texts || excluded.texts
        WHERE (delivery_city.first_days, delivery_city.last_days, delivery_city.open, delivery_city.texts)
          IS DISTINCT FROM (excluded.first_days, excluded.last_days, excluded.open, delivery_city.texts || excluded.texts)`;
    await recordAct(tx, { actorId: operator.id, action: "cities.imported", subject: "cities", after: parsed.cities });
  });
  cities.forget();
  return report;
}

type CityFile = { bytes: Uint8Array; charset?: string };

function readCities({ bytes, charset }: CityFile) {
  const read = readFile(bytes, charset);
  if ("fault" in read) {
    const nothing: ReturnType<typeof parseCities> = { separator: "", rows: 0, cities: [], errors: [read.fault] };
    return { ...nothing, encoding: "", candidates: read.candidates };
  }
  return { ...parseCities(read.text), encoding: read.encoding, candidates: [] };
}

async function compare(
  { db }: Uses<"db">,
  wanted: CityInput[],
): Promise<Pick<CityReport, "added" | "changed" | "unchanged">> {
  const known = await db.deliveryCity.findMany({ where: { name: { in: wanted.map(({ name }) => name) } } });
  const byName = new Map(known.map((city) => [city.name, city]));
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const { name, firstDays, lastDays, open, texts } of wanted) {
    const before = byName.get(name);
    if (!before) counts.added += 1;
    else if (
      before.firstDays !== firstDays ||
      before.lastDays !== lastDays ||
      before.open !== open ||
      !holds(before.texts, texts)
    )
      counts.changed += 1;
    else counts.unchanged += 1;
  }
  return counts;
}

function holds(before: unknown, texts: CityInput["texts"] = {}): boolean {
  const known = translations({ name: z.string() }).safeParse(before).data ?? {};
  return locales.every((locale) => !texts[locale]?.name || texts[locale].name === known[locale]?.name);
}
