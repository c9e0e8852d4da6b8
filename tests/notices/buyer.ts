import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import type { Fixtures } from "#tests/support/fixtures.ts";
import { cookieFrom, type Http } from "#tests/support/http.ts";

/** What to open for sale, or what is open already. */
type Overrides = NonNullable<Parameters<Fixtures["openEdition"]>[0]> | Awaited<ReturnType<Fixtures["openEdition"]>>;
export type Buyer = Awaited<ReturnType<ReturnType<typeof buyersOf>["reserve"]>>;

/** Guests who leave an address of their own with each order, through the door that `http` opens. */
export function buyersOf(app: Pick<Fixtures, "openEdition">, http: Http) {
  async function guest(headers: Record<string, string> = {}) {
    return { cookie: cookieFrom(await http("POST", "/api/auth/sign-in/anonymous", { body: {}, headers })) };
  }

  async function hold(overrides: Overrides = {}, headers: Record<string, string> = {}) {
    const edition = "editionId" in overrides ? overrides : await app.openEdition(overrides);
    const { cookie } = await guest(headers);
    const contact = `${randomUUID().slice(0, 8)}@example.com`;
    const body = { editionId: edition.editionId, contact };
    const placed = await http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
    return { ...preorderReceipt.parse(placed.body), cookie, contact, edition };
  }

  async function reserve(overrides?: Overrides, headers?: Record<string, string>) {
    const order = await hold(overrides, headers);
    await act(order, "deposit", {});
    return order;
  }

  async function act({ id, cookie }: { id: string; cookie: string }, verb: string, body?: unknown) {
    const answer = await http("POST", `/api/preorders/${id}/${verb}`, { cookie, body });
    expect(answer.status, answer.text).toBe(200);
  }

  return { guest, hold, reserve, act };
}
