import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import {
  type CityView,
  type EditionPromise,
  type PromiseQuery,
  type StaffCityView,
  type StaffWaveView,
  staffCityView,
  type WavePreview,
} from "#lib/delivery-windows/schema.ts";
import { viewPromise } from "#lib/delivery-windows/view.ts";
import { previewPromises, waveFits } from "#lib/engine/move-wave.ts";
import { Refusal } from "#lib/refusal.ts";
import { wayTo } from "#lib/shipping/view.ts";
import { textIn } from "#lib/texts/view.ts";
import { editionName } from "#lib/variants/queries.ts";
import type { Locale } from "#lib/words/locale.ts";

/** Where orders may go, from memory. */
export async function listOpenCities(app: Uses<"cities">, reader?: Locale): Promise<CityView[]> {
  const cities = await app.cities.list();
  return reader ? cities.map((city) => ({ ...city, name: textIn(city.texts, reader, "name", city.name) })) : cities;
}

export async function listCities({ db }: Uses<"db">, _reader: MoneyReader): Promise<StaffCityView[]> {
  const rows = await db.deliveryCity.findMany({
    orderBy: [{ position: "asc" }, { name: "asc" }],
    select: { id: true, name: true, language: true, texts: true, firstDays: true, lastDays: true, open: true },
  });
  return rows.map((row) => staffCityView.parse(row));
}

/** What an order placed now would be promised. Refuses with not_found or unknown_city. */
export async function findPromise(
  { cities, shipping, waveReads }: Uses<"cities" | "shipping" | "waveReads">,
  editionId: string,
  { quantity, cityId, country }: PromiseQuery,
): Promise<EditionPromise> {
  const city = cityId ? (await cities.list()).find(({ id }) => id === cityId) : null;
  if (city === undefined) throw new Refusal("unknown_city", { field: "cityId" });
  const found = await waveReads.read(editionId);
  if (!found) throw new Refusal("not_found");
  const zones = country && found.asksCountry ? await shipping.zones() : [];
  return {
    editionId,
    quantity,
    seq: found.seq,
    city: city && { id: city.id, name: city.name },
    ...viewPromise(found.waves, quantity, city ?? (country ? wayTo(zones, country) : null)),
  };
}

/** Every wave, by product and edition. */
export async function listWaves({ db }: Uses<"db">, _reader: MoneyReader): Promise<StaffWaveView[]> {
  return db.$queryRaw<StaffWaveView[]>`
    SELECT v.id, v.edition_id AS "editionId", p.name AS product, ${editionName("e")} AS edition, e.sku, v.position AS number, v.capacity, v.allocated,
      v.window_start::text AS start, v.window_end::text AS "end"
    FROM delivery_wave v JOIN edition e ON e.id = v.edition_id JOIN product p ON p.id = e.product_id
    ORDER BY p.created_at, p.id, e.position, e.id, v.position LIMIT 2000`;
}

/** What moving a wave to a window would change, without changing it. Refuses with not_found. */
export async function previewWave(
  { db }: Uses<"db">,
  _reader: MoneyReader,
  waveId: string,
  window: { start: string; end: string },
): Promise<WavePreview> {
  const fits = await waveFits(db, waveId, window);
  const changes = await previewPromises(db, waveId, window);
  return {
    fits,
    orders: changes.reduce((sum, { orders }) => sum + orders, 0),
    units: changes.reduce((sum, { units }) => sum + units, 0),
    changes,
  };
}
