import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notify } from "#lib/notices/notify.ts";
import { sendNotices } from "#lib/notices/send-notices.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("a stranger's mailbox gets a dozen mails an hour and no more, one browser causes forty, and proven addresses get all", async () => {
  const guest = await app.person("guest");
  const stranger = `${randomUUID()}@example.com`;
  await write(
    guest.id,
    Array.from({ length: 40 }, () => stranger),
  );
  expect(await statesOf(guest.id)).toEqual({ KEPT: 12, FAILED: 28 });
  const [held] = await app.db.notice.findMany({ where: { address: stranger, state: "FAILED" } });
  expect(held?.error).toContain("nobody has proven");

  const busy = await app.person("guest");
  await app.db.session.updateMany({ where: { userId: busy.id }, data: { device: "one browser" } });
  await write(
    busy.id,
    Array.from({ length: 60 }, () => `${randomUUID()}@example.com`),
  );
  expect(await statesOf(busy.id)).toEqual({ KEPT: 40, FAILED: 20 });

  const known = await app.person("viewer");
  await write(
    known.id,
    Array.from({ length: 40 }, () => known.email),
  );
  expect(await statesOf(known.id)).toEqual({ KEPT: 40 });
});

async function write(userId: string, addresses: string[]) {
  const link = "https://live.example.com/confirm-address?account=x&key=a.b";
  const about = { kind: "confirmAddress" as const, facts: { link } };
  await notify(
    app.db,
    addresses.map((address) => ({ ...about, occasion: randomUUID(), to: { userId, address } })),
  );
  await expect
    .poll(
      async () => {
        await sendNotices(app.made);
        return app.db.notice.count({ where: { userId, state: "WAITING" } });
      },
      { timeout: 20_000 },
    )
    .toBe(0);
}

async function statesOf(userId: string) {
  const rows = await app.db.notice.groupBy({ by: ["state"], where: { userId }, _count: true });
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
}
