import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { orderFacts } from "#lib/notices/kinds/order.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { editionName } from "#lib/variants/queries.ts";
import { variantName } from "#lib/variants/view.ts";
import { fresh, mailboxesOf } from "#tests/accounts/mailbox.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let people: ReturnType<typeof mailboxesOf>;
beforeAll(async () => {
  app = await startApp();
  people = mailboxesOf(app);
});
afterAll(() => app.stop());

test("a colour is in the order's name for buyer and staff, in mail, calendar, list and CSV, and said once", async () => {
  const { editionId, productId } = await app.openEdition();
  await app.db.edition.update({
    where: { id: editionId },
    data: { name: "Band", variantGroup: "band", option: "Kelp green", texts: { "zh-CN": { option: "海藻绿" } } },
  });
  const buyer = await people.account(fresh());
  const { cookie } = buyer;
  const id = await people.order(cookie, editionId);
  await people.pay(cookie, id);
  const see = async () =>
    preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body).edition.name;
  expect(await see()).toBe("Band, Kelp green");

  const reserved = () => app.db.notice.findFirst({ where: { preorderId: id, kind: "reserved" } });
  await expect.poll(reserved, { timeout: 20_000 }).not.toBeNull();
  const { facts } = (await reserved()) ?? {};
  expect(z.object({ order: orderFacts }).parse(facts).order.edition).toBe("Band, Kelp green");

  const ops = await app.person("ops");
  const asOps = (path: string) => app.http("GET", path, { cookie: ops.cookie });
  const listed = await asOps("/api/ops/preorders?limit=10");
  expect(listed.body).toMatchObject({ orders: [{ id: id, edition: "Band, Kelp green" }] });
  expect((await asOps("/api/ops/exports/preorders")).text).toContain(',"Band, Kelp green",');
  const calendar = await app.http("GET", `/api/preorders/${id}/calendar.ics`, { cookie });
  expect(calendar.text.replace(/\r\n[ \t]/g, "").replaceAll("\\,", ",")).toContain("Band, Kelp green");

  await app.db.user.update({ where: { id: buyer.id }, data: { locale: "zh-CN" } });
  expect(await see()).toBe("Band, 海藻绿");
  await app.db.edition.update({ where: { id: editionId }, data: { name: "Band in KELP GREEN", texts: {} } });
  expect(await see(), "what the name says already is not said twice").toBe("Band in KELP GREEN");
  const [quote] = z.array(z.object({ name: z.string() })).parse(
    await (async () => {
      const other = await app.openEdition();
      await app.db.edition.update({
        where: { id: other.editionId },
        data: { productId, name: "Band", variantGroup: "band", option: "Grey" },
      });
      return (await app.http("GET", `/api/preorders/${id}/conversions`, { cookie })).body;
    })(),
  );
  expect(quote?.name).toBe("Band, Grey");
});

test("the database says the same name as the page", async () => {
  for (const [name, option] of [
    ["Founders", ""],
    ["Band", "XL"],
    ["Band xl", "XL"],
    ["手环", "海藻绿"],
    ["海藻绿手环", "海藻绿"],
    ["100% cotton", "%"],
  ] as const) {
    const { editionId } = await app.openEdition();
    const variantGroup = option && randomUUID().slice(0, 8);
    await app.db.edition.update({ where: { id: editionId }, data: { name, option, variantGroup } });
    const [row] = await app.db.$queryRaw<{ name: string }[]>`
      SELECT ${editionName("e")} AS name FROM edition e WHERE id = ${editionId}::uuid`;
    expect(row?.name).toBe(variantName({ name, option }));
  }
});
