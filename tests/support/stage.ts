import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { z } from "zod";
import type { DropInput } from "#lib/drops/schema.ts";

export const withId = z.object({ id: z.uuid() });
const phone = { width: 390, height: 844 };

type BrowserState = Awaited<ReturnType<APIRequestContext["storageState"]>>;

export type Stage = {
  host: APIRequestContext;
  showId: string;
  productId: string;
  editionId: string;
  room: string;
  product: string;
};

type Overrides = { stock?: number; perPersonLimit?: number; depositMinor?: number; salesOpen?: boolean };

/** A show on air with one thing to buy, made through the API as the demo's host. */
export async function openStage(
  browser: Browser,
  baseURL: string | undefined,
  overrides: Overrides = {},
): Promise<Stage> {
  const { salesOpen = true, ...terms } = overrides;
  const host = await signIn(browser, "host@demo.launchroom", baseURL);
  const run = randomUUID().slice(0, 8);
  const product = withId.parse(await post(host, "/api/products", { slug: `buoy-${run}`, name: "Harbour buoy" }));
  const made = z.object({ editions: z.array(withId) }).parse(
    await post(host, `/api/products/${product.id}/editions`, {
      ...{ sku: `BUOY-${run.toUpperCase()}`, name: "Red", priceMinor: 59_900, depositMinor: 9900, currency: "CNY" },
      ...{ stock: 5, waves: [{ capacity: Math.max(50, terms.stock ?? 0), start: "2028-05-01", end: "2028-05-20" }] },
      ...terms,
    }),
  );
  const editionId = made.editions[0]?.id ?? "";
  const startsAt = new Date().toISOString();
  const show = withId.parse(await post(host, "/api/shows", { title: `Buoys ${run}`, slug: `buoys-${run}`, startsAt }));
  await post(host, `/api/shows/${show.id}/products`, { productId: product.id });
  await post(host, `/api/shows/${show.id}/live`, {});
  if (salesOpen) await host.put(`/api/editions/${editionId}/sales`, { data: { open: true } });
  const addresses = { room: `/shows/buoys-${run}`, product: `/products/buoy-${run}` };
  return { host, showId: show.id, productId: product.id, editionId, ...addresses };
}

/** A drop of the stage's edition, armed. */
export async function armDrop({ host, showId, editionId }: Stage, overrides: Partial<DropInput>): Promise<string> {
  const body = { editionId, title: "Three buoys", units: 3, ...overrides };
  const { id } = withId.parse(await post(host, `/api/shows/${showId}/drops`, body));
  await post(host, `/api/drops/${id}/arm`, {});
  return id;
}

export function fireDrop({ host }: Stage, dropId: string, inSeconds = 0): Promise<unknown> {
  return post(host, `/api/drops/${dropId}/fire`, { inSeconds });
}

/** A phone in somebody's hand; the account's when an address of the demo is given. */
export async function openPhone(browser: Browser, baseURL: string | undefined, account?: string): Promise<Page> {
  const storageState = account ? await sessionOf(browser, account, baseURL) : undefined;
  const context = await browser.newContext({ viewport: phone, storageState });
  if (!account) await nameViewers(context);
  return context.newPage();
}

/** What a device calls its owner in the chat, where a test is about something else than being asked for it. */
export async function nameViewers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => localStorage.setItem("launchroom.name", "Passer-by"));
}

/** A guest who acts through the API alone. */
export async function someGuest(browser: Browser): Promise<APIRequestContext> {
  const { request } = await browser.newContext();
  await post(request, "/api/auth/sign-in/anonymous", {});
  return request;
}

async function signIn(browser: Browser, email: string, baseURL: string | undefined): Promise<APIRequestContext> {
  const context = await browser.newContext({ storageState: await sessionOf(browser, email, baseURL) });
  return context.request;
}

const sessions = new Map<string, BrowserState>();

/** Signed in once a run: the server counts how often an address tries. */
async function sessionOf(browser: Browser, email: string, origin = ""): Promise<BrowserState> {
  const known = sessions.get(email);
  if (known) return known;
  const { request } = await browser.newContext();
  const data = { email, password: "launchroom-demo" };
  const answer = await request.post("/api/auth/sign-in/email", { data, headers: { origin } });
  expect(answer.ok()).toBe(true);
  const state = await request.storageState();
  sessions.set(email, state);
  return state;
}

export async function post(request: APIRequestContext, path: string, data: unknown, key?: string): Promise<unknown> {
  const answer = await request.post(path, { data, headers: key ? { "idempotency-key": key } : {} });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** What axe finds wrong with the page as it stands. */
export async function axeFaults(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(({ id, nodes }) => ({ id, at: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) }));
}
