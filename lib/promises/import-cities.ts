import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import { container } from "#lib/container.ts";
import { parseCities } from "#lib/promises/parse-cities.ts";
import type { CityInput, CityReport } from "#lib/promises/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/**
 * Adds the cities of a file after those that are there, and changes those that are there by their name; all or nothing, and
 * nothing on a dry run. Refuses with import_rejected (the report in `detail`) when a line is at fault.
 */
export async function importCities(operator: Operator, text: string, dryRun: boolean): Promise<CityReport> {
  const { db, cities } = container();
  const parsed = parseCities(text);
  const report = { dryRun, ...(await compare(parsed.cities)), errors: parsed.errors.slice(0, 500) };
  if (dryRun) return report;
  if (parsed.errors.length > 0) throw new Refusal("import_rejected", { detail: { report } });
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO delivery_city (id, name, first_days, last_days, open, position)
      SELECT gen_random_uuid(), c.name, c.first, c.last, c.open, n.next + c.at
      FROM unnest(${parsed.cities.map(({ name }) => name)}::text[], ${parsed.cities.map(({ firstDays }) => firstDays)}::int[],
          ${parsed.cities.map(({ lastDays }) => lastDays)}::int[], ${parsed.cities.map(({ open }) => open)}::boolean[]) WITH ORDINALITY c(name, first, last, open, at),
        (SELECT coalesce(max(position), -1) AS next FROM delivery_city) n
      ON CONFLICT (name) DO UPDATE SET first_days = excluded.first_days, last_days = excluded.last_days, open = excluded.open
        WHERE (delivery_city.first_days, delivery_city.last_days, delivery_city.open) IS DISTINCT FROM (excluded.first_days, excluded.last_days, excluded.open)`;
    await recordAct(tx, { actorId: operator.id, action: "cities.imported", subject: "cities", after: parsed.cities });
  });
  cities.forget();
  return report;
}

async function compare(wanted: CityInput[]): Promise<Pick<CityReport, "added" | "changed" | "unchanged">> {
  const known = await container().db.deliveryCity.findMany({ where: { name: { in: wanted.map(({ name }) => name) } } });
  const byName = new Map(known.map((city) => [city.name, city]));
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const { name, firstDays, lastDays, open } of wanted) {
    const before = byName.get(name);
    if (!before) counts.added += 1;
    else if (before.firstDays !== firstDays || before.lastDays !== lastDays || before.open !== open)
      counts.changed += 1;
    else counts.unchanged += 1;
  }
  return counts;
}
