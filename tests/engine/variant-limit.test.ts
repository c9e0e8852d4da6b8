import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { orderId } from "#lib/engine/order-id.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { openShelf, type Shelf } from "#tests/support/shelf.ts";

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await expectWholeBooks(shelf.db);
  await shelf.close();
});

type Wishes = Parameters<Shelf["openEdition"]>[0];

/** An edition in so many colours; one person may have `perPersonLimit` of all of them together. */
async function openColours(count: number, wishes: Wishes = {}) {
  const colours = await Promise.all(Array.from({ length: count }, () => shelf.openEdition({ stock: 100, ...wishes })));
  const ids = colours.map(({ editionId }) => editionId);
  const productId = colours[0]?.productId;
  for (const [n, id] of ids.entries())
    await shelf.db.edition.update({
      where: { id },
      data: { productId, variantGroup: "colour", option: `Colour ${n}`, position: n },
    });
  return ids;
}

const buy = async (editionId: string | undefined, asked: Parameters<Shelf["place"]>[1][number]) =>
  (await shelf.place(editionId ?? "", [asked])).outcomes[0];

const outcome = z.object({ outcome: z.string() });

test("one limit counts over all colours, over all accounts of a person, and what ended counts no more", async () => {
  const [red, green, blue] = await openColours(3, { perPersonLimit: 2 });
  const [ada, bob] = [await shelf.buyer(), await shelf.buyer()];
  const person = "ada@test.launchroom";
  expect(await buy(red, { userId: ada.userId, person })).toBe("placed");
  const { id } = await shelf.orderOf(ada.userId);
  expect(await buy(green, { userId: ada.userId, person })).toBe("placed");
  expect(await buy(blue, { userId: ada.userId, person })).toBe("over_limit");
  expect(await buy(blue, { userId: bob.userId, person })).toBe("over_limit");
  expect(await buy(blue, { userId: bob.userId, quantity: 2 })).toBe("placed");
  await shelf.ask("move_preorders($1::uuid, ARRAY[$2::uuid], '{HELD}', 'CANCELLED')", red, id);
  expect(await buy(blue, { userId: ada.userId, person })).toBe("placed");
});

test("another edition of the product, and another group of it, has a limit of its own", async () => {
  const [red, green, blue] = await openColours(3, { perPersonLimit: 1 });
  await shelf.db.edition.update({ where: { id: blue }, data: { variantGroup: "size" } });
  await shelf.db.edition.update({ where: { id: green }, data: { variantGroup: "", option: "" } });
  const { userId } = await shelf.buyer();
  for (const id of [red, green, blue]) expect(await buy(id, { userId })).toBe("placed");
});

test("whoever exchanges one colour for another within their limit gets it", async () => {
  const [red, green, blue] = await openColours(3, { perPersonLimit: 1, depositMinor: 0 });
  const { userId } = await shelf.buyer();
  expect(await buy(red, { userId })).toBe("placed");
  const { id } = await shelf.orderOf(userId);
  const convert = (from: string, to: string | undefined) =>
    shelf.ask(
      "convert_preorder($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5)",
      from,
      userId,
      to,
      orderId(),
      randomUUID(),
    );
  expect(outcome.parse(await convert(id, green)).outcome).toBe("converted");
  expect(await buy(blue, { userId })).toBe("over_limit");
});

test("an order is given to nobody who has their share in another colour", async () => {
  const [red, green] = await openColours(2, { perPersonLimit: 1, depositMinor: 0 });
  const [ada, bob] = [await shelf.buyer(), await shelf.buyer()];
  expect(await buy(red, { userId: ada.userId })).toBe("placed");
  expect(await buy(green, { userId: bob.userId })).toBe("placed");
  const { id } = await shelf.orderOf(ada.userId);
  const give = (to: string) =>
    shelf.ask("transfer_preorder($1::uuid, $2::uuid, 'c', $3, $2::uuid, 'gift', false)", id, to, `${to}@one`);
  expect(outcome.parse(await give(bob.userId)).outcome).toBe("over_limit");
  const cem = await shelf.buyer();
  expect(outcome.parse(await give(cem.userId)).outcome).toBe("transferred");
});

test("at the same moment in every colour, from four connections: nobody gets more than one, nothing waits in a circle", async () => {
  const ids = await openColours(4, { perPersonLimit: 1 });
  const buyers = await Promise.all(Array.from({ length: 12 }, () => shelf.buyer()));
  const tries = buyers.flatMap(({ userId }) => ids.map((id) => ({ id, userId })));
  const said = await Promise.all(tries.map(({ id, userId }) => buy(id, { userId })));
  expect(said.filter((one) => one === "placed")).toHaveLength(buyers.length);
  expect(said.filter((one) => one === "over_limit")).toHaveLength(tries.length - buyers.length);
  const bought = await shelf.db.preorder.groupBy({
    by: ["userId"],
    where: { editionId: { in: ids } },
    _sum: { quantity: true },
  });
  expect(bought.map(({ _sum }) => _sum.quantity)).toEqual(buyers.map(() => 1));
});
