import { randomUUID } from "node:crypto";
import type { Operator } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { type CityChange, type CityInput, type StaffCityView, staffCityView } from "#lib/delivery-windows/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const shown = {
  id: true,
  name: true,
  language: true,
  texts: true,
  firstDays: true,
  lastDays: true,
  open: true,
} as const;

/** Adds a city at the end of the list. Refuses with city_taken. */
export async function addCity(
  { db, cities }: Uses<"cities" | "db">,
  operator: Operator,
  input: CityInput,
): Promise<StaffCityView> {
  const city = await db
    .$transaction(async (tx) => {
      const id = randomUUID();
      await tx.$executeRaw`INSERT INTO delivery_city (id, name, language, texts, first_days, last_days, open, position)
        SELECT ${id}::uuid, ${input.name}, ${input.language ?? "en"}, ${JSON.stringify(input.texts ?? {})}::jsonb, ${input.firstDays}::int, ${input.lastDays}::int, ${input.open}, coalesce(max(position) + 1, 0) FROM delivery_city`;
      await recordAct(tx, { actorId: operator.id, action: "city.added", subject: `city:${id}`, after: input });
      return { id, ...input };
    })
    .catch(refuseTakenName);
  cities.forget();
  return city;
}

/** Renames, opens or closes a city, or changes its days for orders to come. Refuses with not_found, city_taken or invalid_body. */
export async function changeCity(
  { db, cities }: Uses<"cities" | "db">,
  operator: Operator,
  id: string,
  change: CityChange,
): Promise<StaffCityView> {
  const city = await db
    .$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM delivery_city WHERE id = ${id}::uuid FOR UPDATE`;
      const before = await tx.deliveryCity.findUnique({ where: { id }, select: shown });
      if (!before) throw new Refusal("not_found");
      const after = staffCityView.parse({ ...before, ...change });
      if (after.firstDays > after.lastDays) throw new Refusal("invalid_body", { field: "lastDays" });
      await tx.deliveryCity.update({ where: { id }, data: change });
      await recordAct(tx, {
        actorId: operator.id,
        action: "city.changed",
        subject: `city:${id}`,
        before,
        after: change,
      });
      return after;
    })
    .catch(refuseTakenName);
  cities.forget();
  return city;
}

/** Takes a city off the list for good. Refuses with not_found, or with city_in_use when an order ever went there: close it instead. */
export async function removeCity({ db, cities }: Uses<"cities" | "db">, operator: Operator, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ name: string; used: boolean }[]>`
      SELECT name, EXISTS (SELECT FROM preorder o WHERE o.city_id = c.id) OR EXISTS (SELECT FROM queue_entry l WHERE l.city_id = c.id AND l.state = 'WAITING') AS used
      FROM delivery_city c WHERE id = ${id}::uuid FOR UPDATE`;
    if (!before) throw new Refusal("not_found");
    if (before.used) throw new Refusal("city_in_use");
    await tx.deliveryCity.delete({ where: { id } });
    await recordAct(tx, { actorId: operator.id, action: "city.removed", subject: `city:${id}`, before });
  });
  cities.forget();
}

/** Lists the cities in this order; those that are not named come after. */
export async function orderCities(
  { db, cities }: Uses<"cities" | "db">,
  operator: Operator,
  ids: string[],
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE delivery_city c SET position = n.position FROM (
        SELECT c.id, row_number() OVER (ORDER BY w.position NULLS LAST, c.position, c.name) - 1 AS position
        FROM delivery_city c LEFT JOIN unnest(${ids}::uuid[]) WITH ORDINALITY w(id, position) ON w.id = c.id) n
      WHERE n.id = c.id AND c.position <> n.position`;
    await recordAct(tx, { actorId: operator.id, action: "cities.ordered", subject: "cities", after: { ids } });
  });
  cities.forget();
}

function refuseTakenName(error: unknown): never {
  if (isDuplicateOf(error, "name")) throw new Refusal("city_taken", { field: "name" });
  throw error;
}
