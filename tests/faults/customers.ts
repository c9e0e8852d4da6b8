import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import type { Answer, Http } from "#tests/support/http.ts";
import type { Site } from "#tests/support/site.ts";

/** One who presses Buy once: one key, sent again until there is a yes or a no. */
export type Customer = { buyer: SeededBuyer; key: string; body: { editionId: string } };
/** Every answer a customer got, in order; the last is a yes or a no. A lost connection is status 0. */
export type Story = { customer: Customer; answers: Answer[] };

export function customersOf(buyers: SeededBuyer[], editionId: string): Customer[] {
  return buyers.map((buyer) => ({ buyer, key: randomUUID(), body: { editionId } }));
}

export function ask(http: Http, { buyer, key, body }: Customer): Promise<Answer> {
  return http("POST", "/api/preorders", { cookie: buyer.cookie, key, body });
}

const lost: Answer = { status: 0, headers: {}, text: "", body: undefined };

/** Everybody asks at once, and again with the same key whenever the server or the line to it fails. */
export async function rush(http: Http, customers: Customer[], heard: (answered: number) => void = () => {}) {
  let answered = 0;
  return Promise.all(
    customers.map(async (customer): Promise<Story> => {
      const answers: Answer[] = [];
      for (let tries = 0; tries < 400; tries += 1) {
        const answer = await ask(http, customer).catch(() => lost);
        answers.push(answer);
        if (answer.status !== 0 && answer.status !== 503) break;
        await sleep(50 + Math.random() * 100);
      }
      answered += 1;
      heard(answered);
      return { customer, answers };
    }),
  );
}

/** Exactly `units` were sold, to whom a yes was said, once; everybody else was told sold out; the books are whole. */
export async function expectExactSale(
  site: Site,
  stories: Story[],
  { editionId, units }: { editionId: string; units: number },
) {
  const last = stories.map(({ answers }) => answers.at(-1));
  const statuses = new Set(stories.flatMap(({ answers }) => answers.map(({ status }) => status)));
  expect([...statuses].filter((status) => ![0, 201, 409, 503].includes(status))).toEqual([]);
  const yes = last.filter((answer) => answer?.status === 201);
  const no = last.filter((answer) => answer?.status === 409);
  expect([yes.length, no.length]).toEqual([units, stories.length - units]);
  for (const answer of no) expect(answer?.body).toMatchObject({ code: "sold_out" });

  const orders = await site.db.preorder.findMany({ where: { editionId } });
  const promised = yes.map((answer) => preorderReceipt.parse(answer?.body).id);
  expect(orders.map(({ id }) => id).toSorted()).toEqual(promised.toSorted());
  expect(new Set(orders.map(({ userId }) => userId)).size).toBe(units);
  expect(await readStock(site.db, editionId)).toEqual({ available: 0, held: units, sold: 0 });
  await expectWholeBooks(site.db);
}

/** Every key, sent once more, is answered byte for byte as it was. */
export async function expectSameAnswersAgain(http: Http, stories: Story[]) {
  const again = await Promise.all(stories.map(({ customer }) => ask(http, customer)));
  for (const [index, { answers }] of stories.entries()) {
    expect([again[index]?.status, again[index]?.text]).toEqual([answers.at(-1)?.status, answers.at(-1)?.text]);
  }
}
