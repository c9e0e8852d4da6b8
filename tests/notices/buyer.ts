import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import type { Cast } from "#tests/support/cast.ts";
import { cookieFrom, type Http } from "#tests/support/http.ts";

/** What to open for sale, or what is open already. */
type Wishes = NonNullable<Parameters<Cast["openEdition"]>[0]> | Awaited<ReturnType<Cast["openEdition"]>>;
export type Buyer = Awaited<ReturnType<ReturnType<typeof buyersOf>["reserve"]>>;

/** Guests who leave an address of their own with each order, through the door that `http` opens. */
export function buyersOf(app: Pick<Cast, "openEdition">, http: Http) {
  async function hold(wishes: Wishes = {}, headers: Record<string, string> = {}) {
    const edition = "editionId" in wishes ? wishes : await app.openEdition(wishes);
    const entered = await http("POST", "/api/auth/sign-in/anonymous", { body: {}, headers });
    const cookie = cookieFrom(entered);
    const contact = `${randomUUID().slice(0, 8)}@example.com`;
    const body = { editionId: edition.editionId, contact };
    const placed = await http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
    return { ...preorderReceipt.parse(placed.body), cookie, contact, edition };
  }

  async function reserve(wishes?: Wishes, headers?: Record<string, string>) {
    const order = await hold(wishes, headers);
    await act(order, "deposit", {});
    return order;
  }

  async function act({ id, cookie }: { id: string; cookie: string }, verb: string, body?: unknown) {
    const answer = await http("POST", `/api/preorders/${id}/${verb}`, { cookie, body });
    expect(answer.status, answer.text).toBe(200);
  }

  return { hold, reserve, act };
}
