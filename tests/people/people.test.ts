import { afterAll, beforeAll, expect, test } from "vitest";
import { peoplePage } from "#lib/people/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let owner: Person;

beforeAll(async () => {
  app = await startApp();
  owner = await app.person("owner", "Mara Lind");
});

afterAll(() => app.stop());

test("the list has everybody with a role, a page at a time, and nobody else", async () => {
  const run = crypto.randomUUID().slice(0, 6);
  for (let n = 0; n < 5; n += 1) await app.person(n % 2 ? "host" : "finance", `Crew ${run} ${n}`);
  const inShow = await app.person("viewer", `Crew ${run} in a show`);
  await app.person("viewer", `Crew ${run} buyer`);
  const { showId } = await app.openEdition();
  await patch("PUT", `/${inShow.id}/shows/${showId}`, { role: "producer" });
  const names: string[] = [];
  let after: string | null = "";
  while (after !== null) {
    const query = new URLSearchParams({ q: `crew ${run}`, limit: "2", ...(after && { after }) });
    const { body } = await app.http("GET", `/api/settings/people?${query}`, { cookie: owner.cookie });
    const page = peoplePage.parse(body);
    names.push(...page.people.map(({ name }) => name));
    after = page.next;
  }
  expect(names).toHaveLength(6);
  expect(new Set(names).size).toBe(6);
  expect(names).not.toContain(`Crew ${run} buyer`);
  const { body } = await app.http("GET", `/api/settings/people?q=${inShow.email}`, { cookie: owner.cookie });
  expect(body).toMatchObject({ people: [{ role: "viewer", shows: [{ id: showId, role: "producer" }] }] });
});

test("a role holds from the moment it is written, on open lines too, and every change is on record", async () => {
  const { showId } = await app.openEdition();
  const someone = await app.person("ops");
  const line = await openLine(app.url, { cookie: someone.cookie });
  expect((await say(line, "watchBoard", { showId })).ok).toBe(true);
  const boards = { heard: 0 };
  line.on("board", () => {
    boards.heard += 1;
  });
  expect((await patch("PATCH", `/${someone.id}`, { role: "moderator" })).status).toBe(200);
  await expect.poll(() => line.connected, soon).toBe(false);
  const read = () => app.http("GET", "/api/ops/preorders", { cookie: someone.cookie });
  await expect.poll(async () => (await read()).status, soon).toBe(403);
  const again = await openLine(app.url, { cookie: someone.cookie });
  expect(await say(again, "watchBoard", { showId })).toMatchObject({ ok: false, code: "not_allowed" });
  again.disconnect();
  expect(await acts(someone)).toMatchObject([
    { action: "person.role_changed", actorId: owner.id, before: { role: "ops" }, after: { role: "moderator" } },
  ]);
});

test("whoever has every role taken away keeps the account, and its name on what it did", async () => {
  const { showId } = await app.openEdition();
  const someone = await app.person("producer", "Some producer");
  await patch("PUT", `/${someone.id}/shows/${showId}`, { role: "producer" });
  const pin = () => app.http("PUT", `/api/shows/${showId}/pin`, { cookie: someone.cookie, body: { productId: null } });
  const caption = await app.http("POST", `/api/shows/${showId}/captions`, {
    cookie: someone.cookie,
    body: { language: "en", lines: [{ text: "Good evening", source: "typed" }] },
  });
  expect(caption.status).toBe(201);
  expect((await patch("DELETE", `/${someone.id}`)).status).toBe(200);
  await expect.poll(async () => (await pin()).status, soon).toBe(403);
  expect(await app.db.user.findUniqueOrThrow({ where: { id: someone.id } })).toMatchObject({
    role: "viewer",
    name: "Some producer",
  });
  expect(await app.db.showRole.count({ where: { userId: someone.id } })).toBe(0);
  expect(await app.db.captionCue.count({ where: { authorId: someone.id } })).toBe(1);
  expect((await acts(someone)).at(-1)).toMatchObject({
    action: "person.roles_taken",
    before: { role: "producer", shows: [{ showId, role: "producer" }] },
  });
});

test("a guest, an unknown account and an unknown show get no role", async () => {
  const guest = await app.person("guest");
  const viewer = await app.person("viewer");
  expect((await patch("PATCH", `/${guest.id}`, { role: "ops" })).status).toBe(404);
  expect((await patch("PATCH", `/${crypto.randomUUID()}`, { role: "ops" })).status).toBe(404);
  const nowhere = `/${viewer.id}/shows/${crypto.randomUUID()}`;
  expect((await patch("PUT", nowhere, { role: "producer" })).status).toBe(404);
  expect((await patch("PATCH", `/${viewer.id}`, { role: "viewer" })).status).toBe(422);
  expect(await app.db.user.findUniqueOrThrow({ where: { id: guest.id } })).toMatchObject({ role: "guest" });
});

test("the last owner stays, also when two take it from each other at the same moment, and for a hand at the database", async () => {
  await app.db.$executeRaw`UPDATE "user" SET role = 'viewer' WHERE role = 'owner' AND id <> ${owner.id}::uuid`;
  expect(await patch("DELETE", `/${owner.id}`)).toMatchObject({ status: 409, body: { code: "last_owner" } });
  expect(await patch("PATCH", `/${owner.id}`, { role: "host" })).toMatchObject({ body: { code: "last_owner" } });
  await expect(app.db.$executeRaw`DELETE FROM "user" WHERE id = ${owner.id}::uuid`).rejects.toThrow();
  for (let round = 0; round < 8; round += 1) {
    const rival = await app.person("owner");
    const [current] = await app.db.user.findMany({ where: { role: "owner", id: { not: rival.id } } });
    const first = { id: current?.id ?? "", cookie: await app.signIn(current?.email ?? "") };
    const answers = await Promise.all([
      app.http("DELETE", `/api/settings/people/${rival.id}`, { cookie: first.cookie }),
      app.http("DELETE", `/api/settings/people/${first.id}`, { cookie: rival.cookie }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(await app.db.user.count({ where: { role: "owner" } })).toBe(1);
  }
});

const patch = (method: string, path: string, body?: unknown) =>
  app.http(method, `/api/settings/people${path}`, { cookie: owner.cookie, body });

const acts = ({ id }: Person) =>
  app.db.auditLog.findMany({
    where: { subject: `user:${id}`, action: { startsWith: "person.role" } },
    orderBy: { id: "asc" },
  });
