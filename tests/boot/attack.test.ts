import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginMany, beginnings, countDescriptors } from "#tests/support/attack.ts";
import { type Site, startSite } from "#tests/support/site.ts";

const each = 180;
/** Keep-alive lines of the test's own, and what the database opens by itself. */
const few = 25;

let site: Site;
const opened: Socket[] = [];

beforeAll(async () => {
  site = await startSite();
});

afterAll(async () => {
  for (const socket of opened) socket.destroy();
  await site.stop();
});

test.skipIf(process.platform !== "linux")(
  "three thousand lines and upgrades of every kind, half hung up and half held, leave nothing open behind, and the shop sells meanwhile",
  async () => {
    const [door] = site.doors;
    if (!door) throw new Error("no server");
    const port = Number(new URL(door.url).port);
    const { editionId } = await site.openEdition({ stock: 50 });
    const buyers = await site.buyers(20);
    const order = async (n: number) => {
      const call = { cookie: buyers[n]?.cookie, key: crypto.randomUUID(), body: { editionId } };
      return (await door.http("POST", "/api/preorders", call)).status;
    };
    expect(await order(0)).toBe(201);
    const before = countDescriptors(door.pid());
    let n = 1;
    for (const beginning of Object.values(beginnings)) {
      const lines = await beginMany(port, each, beginning);
      for (const line of lines.slice(0, each / 2)) line.destroy();
      opened.push(...lines.slice(each / 2));
      expect(await order(n++)).toBe(201);
    }
    // What is still held is closed by the server: no half head, silent socket or refused upgrade stays.
    await expect.poll(() => countDescriptors(door.pid()), { timeout: 40_000 }).toBeLessThan(before + few);
    for (const line of opened) line.destroy();
    expect((await door.http("GET", "/live")).status).toBe(200);
    expect(await site.db.preorder.count()).toBe(n);
    expect(door.ended()).toBeUndefined();
  },
  120_000,
);
