import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DemoTalk } from "#lib/demo/talk.ts";
import { writeOpenEdition } from "#prisma/seed/open-edition.ts";
import { writePeople } from "#prisma/seed/people.ts";
import { demoTalk } from "#prisma/seed/talk.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let showId: string;

beforeAll(async () => {
  app = await startApp();
  await writePeople(app.db);
  ({ showId } = await writeOpenEdition(app.db, "host@demo.launchroom"));
  const fans = Array.from({ length: 44 }, (_, at) => ({ name: `Fan ${at}`, email: `fan${at + 1}@demo.launchroom` }));
  await app.db.user.createMany({ data: fans });
});
afterAll(() => app.stop());

test("the demo's viewers talk while somebody is there, in every round anew, and days of it leave a bounded book", async () => {
  const talk = new DemoTalk(app.made, demoTalk);
  await talk.look(showId, 0);
  expect(await app.db.chatMessage.count()).toBe(0);

  const viewer = await app.person("viewer", "Real person");
  const said = { id: randomUUID(), showId, userId: viewer.id, name: viewer.name, role: "viewer" as const };
  await app.db.chatMessage.create({ data: { ...said, body: "I am real", at: new Date(0) } });
  app.made.presence.enter(showId, viewer.id);
  let most = 0;
  for (let n = 1; n <= demoTalk.length * 8; n += 1) {
    await talk.look(showId, n * 60_000);
    if (n === demoTalk.length * 2) expect(await app.db.chatMessage.count()).toBe(1 + n);
    if (n % demoTalk.length === 0) most = Math.max(most, await app.db.chatMessage.count());
  }
  expect(most).toBeLessThanOrEqual(1 + 120 + demoTalk.length);
  expect(await app.db.chatMessage.count({ where: { body: "I am real" } })).toBe(1);
});
