import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import { type BasketReceipt, basketReceipt } from "#lib/baskets/schema.ts";
import { type DepositInput, preorderView } from "#lib/preorders/schema.ts";
import type { OpenEdition } from "#prisma/seed/open-edition.ts";
import type { App } from "#tests/support/app.ts";

export type Stall = ReturnType<typeof openStall>;
export type Bought = { receipt: BasketReceipt; body: unknown; cookie: string; key: string; ids: string[] };
type Terms = Parameters<App["openEdition"]>[0];

/** What the tests of baskets do: fill one, place it, pay it, look. */
export function openStall(app: App) {
  const shelf = (...terms: Terms[]) =>
    Promise.all(terms.map((each) => app.openEdition({ perPersonLimit: 5, ...each })));

  async function lineOf(edition: Pick<OpenEdition, "editionId" | "priceMinor" | "depositMinor">, quantity = 1) {
    const { editionId, priceMinor: unitMinor, depositMinor } = edition;
    const wave = await app.db.deliveryWave.findFirst({ where: { editionId }, orderBy: { position: "asc" } });
    const windowEnd = wave?.windowEnd.toISOString().slice(0, 10) ?? null;
    return { editionId, quantity, expected: { unitMinor, depositMinor, shippingMinor: 0, windowEnd } };
  }

  const linesOf = (editions: OpenEdition[], quantity = 1) =>
    Promise.all(editions.map((each) => lineOf(each, quantity)));

  const send = (cookie: string, lines: unknown[], more: Record<string, unknown> = {}, key: string = randomUUID()) =>
    app.http("POST", "/api/baskets", { cookie, key, body: { lines, currency: "CNY", ...more } });

  /** A new buyer's basket of these, held. */
  async function buy(
    editions: OpenEdition[],
    { cookie: known, quantity = 1 }: { cookie?: string; quantity?: number } = {},
  ) {
    const [buyer] = known ? [] : await app.buyers(1);
    const cookie = known ?? buyer?.cookie ?? "";
    const key = randomUUID();
    const placed = await send(cookie, await linesOf(editions, quantity), {}, key);
    expect(placed.status, placed.text).toBe(201);
    const receipt = basketReceipt.parse(placed.body);
    const ids = receipt.lines.flatMap(({ order }) => order?.id ?? []);
    return { receipt, body: placed.body, cookie, key, ids } satisfies Bought;
  }

  const pay = ({ cookie, ids }: Pick<Bought, "cookie" | "ids">, way: Partial<DepositInput> = {}) =>
    app.http("POST", `/api/preorders/${ids[0]}/deposit`, { cookie, body: way });

  async function see({ cookie, receipt }: Pick<Bought, "cookie" | "receipt">) {
    const { body } = await app.http("GET", `/api/baskets/${receipt.id}`, { cookie });
    return z.array(preorderView).parse(body);
  }

  const statesOf = async (bought: Pick<Bought, "cookie" | "receipt">) => (await see(bought)).map(({ state }) => state);

  const cancel = ({ cookie }: Pick<Bought, "cookie">, id: string | undefined) =>
    app.http("POST", `/api/preorders/${id}/cancellation`, { cookie });

  const paymentsOf = ({ ids }: Pick<Bought, "ids">) =>
    app.db.payment.findMany({ where: { preorderId: { in: ids } }, orderBy: { createdAt: "asc" } });

  /** The payment that stands at the rail, and those it stands for. */
  async function chargeOf(bought: Pick<Bought, "ids">) {
    const rows = (await paymentsOf(bought)).filter(({ kind }) => kind === "DEPOSIT");
    const lead = rows.findLast(({ shareOf }) => shareOf === null);
    if (!lead) throw new Error("nothing was charged");
    return { lead, shares: rows.filter(({ shareOf }) => shareOf === lead.id) };
  }

  const sumOf = (editions: OpenEdition[]) => editions.reduce((sum, { depositMinor }) => sum + depositMinor, 0);

  return { shelf, lineOf, linesOf, send, buy, pay, see, statesOf, cancel, paymentsOf, chargeOf, sumOf };
}
