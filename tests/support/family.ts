import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { EditionInput } from "#lib/catalog/schema.ts";
import { preorderReceipt, preorderView } from "#lib/preorders/schema.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";
import type { App } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";

type Overrides = Parameters<App["openEdition"]>[0];
type Buyer = { cookie: string };

/** A product in a live show with several editions on sale, and what buyers do with its orders. */
export type Family = OpenEdition & {
  host: Person;
  /** One more edition of the product, on sale. Returns its id. */
  addEdition(overrides?: Partial<EditionInput>): Promise<string>;
  place(buyer: Buyer, editionId: string, more?: object): ReturnType<App["http"]>;
  /** A reserved order, its deposit paid. Returns its id. */
  reserve(buyer: Buyer, editionId: string, more?: object): Promise<string>;
  act(buyer: Buyer, id: string, verb: string, body?: object): ReturnType<App["http"]>;
  convert(buyer: Buyer, id: string, editionId: string, more?: object, key?: string): ReturnType<App["http"]>;
};

export async function openFamily(app: App, overrides: Overrides = {}): Promise<Family> {
  const host = await app.person("host");
  const edition = await app.openEdition(overrides, host.email);
  const post = (path: string, body: object) => app.http("POST", path, { cookie: host.cookie, body });

  const place: Family["place"] = ({ cookie }, editionId, more = {}) =>
    app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId, ...more } });
  const act: Family["act"] = ({ cookie }, id, verb, body) =>
    app.http("POST", `/api/preorders/${id}/${verb}`, { cookie, body });

  return {
    ...edition,
    host,
    place,
    act,
    async addEdition(more = {}) {
      const stock = more.stock ?? 10;
      const terms = { name: "Sibling", priceMinor: 39_900, depositMinor: 9900, currency: "CNY", holdSeconds: 3600 };
      const waves = [{ capacity: Math.max(1, stock), start: "2027-03-01", end: "2027-03-31" }];
      const sku = `S-${randomUUID().slice(0, 8).toUpperCase()}`;
      const made = await post(`/api/products/${edition.productId}/editions`, { ...terms, sku, waves, ...more, stock });
      if (made.status !== 201) throw new Error(`no edition: ${made.text}`);
      const { id } = await app.db.edition.findUniqueOrThrow({ where: { sku: more.sku ?? sku } });
      await app.http("PUT", `/api/editions/${id}/sales`, { cookie: host.cookie, body: { open: true } });
      return id;
    },
    async reserve(buyer, editionId, more) {
      const placed = preorderReceipt.parse((await place(buyer, editionId, more)).body);
      if (placed.state === "RESERVED") return placed.id;
      const paid = await act(buyer, placed.id, "deposit", {});
      if (paid.status !== 200) throw new Error(`the deposit was not taken: ${paid.text}`);
      return placed.id;
    },
    convert: ({ cookie }, id, editionId, more = {}, key = randomUUID()) =>
      app.http("POST", `/api/preorders/${id}/conversion`, { cookie, key, body: { editionId, ...more } }),
  };
}

export const orderOf = ({ body }: { body: unknown }) => preorderView.parse(body);
export const codeOf = ({ body }: { body: unknown }) => z.object({ code: z.string() }).parse(body).code;
