import { randomUUID } from "node:crypto";
import { once } from "node:events";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { notifyBuyers } from "#lib/preorders/notify-buyers.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { requestsTo } from "#tests/fuzz/operations.ts";
import { packets, wire } from "#tests/fuzz/packets.ts";
import { type Attack, attacks, type Targets } from "#tests/fuzz/requests.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { testSeed } from "#tests/support/seed.ts";
import { openLine, say } from "#tests/support/sockets.ts";

let app: App;
let targets: Targets;
let dropId: string;
let books: pg.Client;

beforeAll(async () => {
  app = await startApp();
  books = new pg.Client({ connectionString: app.databaseUrl });
  await books.connect();
  const host = await app.person("host");
  const { showId, productId, editionId } = await app.openEdition({}, host.email);
  const buyer = await app.person("viewer");
  const call = { cookie: buyer.cookie, key: randomUUID(), body: { editionId } };
  const { id } = preorderReceipt.parse((await app.http("POST", "/api/preorders", call)).body);
  // What the order sets off is done before anything is compared.
  await notifyBuyers(app.made);
  const ops = await app.person("ops");
  const city = await app.db.deliveryCity.create({ data: { name: "City", firstDays: 1, lastDays: 2 } });
  const wave = await app.db.deliveryWave.findFirstOrThrow({ where: { editionId } });
  const drop = { editionId, title: "Drop", units: 1 };
  const prepared = await app.http("POST", `/api/shows/${showId}/drops`, { cookie: host.cookie, body: drop });
  dropId = z.object({ id: z.uuid() }).parse(prepared.body).id;
  targets = {
    ...{ showId, productId, editionId, preorderId: id, cityId: city.id, waveId: wave.id },
    cookies: [host.cookie, host.cookie, buyer.cookie, ops.cookie],
  };
});

afterAll(async () => {
  await books.end();
  await app.stop();
});

const seeds = [testSeed];

test.each(seeds)(
  "2,500 malformed API requests of seed %i: refused every one, nothing written",
  {
    timeout: 60_000,
  },
  async (seed) => {
    const before = await fingerprint();
    const sent = fc.sample(attacks(targets), { numRuns: 2500, seed });
    await inGroups(sent, 50, async (attack) => {
      const { status, text } = await attackWith(attack);
      if (status >= 500 || status < 400)
        throw new Error(`${status} ${text.slice(0, 300)} for ${describeAttack(attack)}`);
    });
    expect(await fingerprint()).toEqual(before);
  },
);

test.each(seeds)(
  "8,000 odd requests of seed %i to every operation: documented answers only, and a refusal writes nothing",
  {
    timeout: 240_000,
  },
  async (seed) => {
    const source = (await app.http("GET", "/api/openapi.json")).body;
    const { showId, productId, editionId, preorderId, cityId, waveId } = targets;
    const ids = {
      ...{ shows: showId, products: productId, editions: editionId, preorders: preorderId },
      ...{ cities: cityId, waves: waveId, payments: randomUUID(), drops: dropId },
    };
    const cookies = [...targets.cookies, undefined];
    // Signing out would leave the rest of the requests without anybody behind them.
    const leaveOut = /sign-out|sessions|password|DELETE \/api\/me/;
    const sent = fc.sample(requestsTo(source, { ids, cookies, leaveOut }), { numRuns: 8000, seed });
    let before = await fingerprint();
    for (let from = 0; from < sent.length; from += 40) {
      const group = sent.slice(from, from + 40);
      const answers = await Promise.all(group.map(async (request) => ({ request, answer: await attackWith(request) })));
      for (const { request, answer } of answers) {
        const { status, text } = answer;
        const isDocumented = request.documented.some(
          (code) => code === String(status) || code === `${String(status)[0]}XX`,
        );
        if (status === 500 || !isDocumented)
          throw new Error(`${status} ${text.slice(0, 300)} for ${request.operation} ${describeAttack(request)}`);
      }
      const after = await fingerprint();
      if (answers.every(({ answer }) => answer.status >= 400)) expect(after).toEqual(before);
      before = after;
    }
  },
);

test.each(seeds)(
  "1,000 malformed socket events of seed %i: each answered no, nothing written",
  {
    timeout: 60_000,
  },
  async (seed) => {
    const before = await restingFingerprint();
    const [host] = targets.cookies;
    const sent = fc.sample(packets(targets.showId), { numRuns: 1000, seed });
    for (let from = 0; from < sent.length; from += 20) {
      const line = await openLine(app.url, { cookie: (from / 20) % 2 === 0 ? host : undefined });
      for (const { name, args } of sent.slice(from, from + 20)) Reflect.apply(line.emit, line, [name, ...args]);
      const answers = await Promise.all(sent.slice(from, from + 20).map(({ name, args }) => say(line, name, args[0])));
      for (const answer of answers) {
        expect(answer).toMatchObject({ ok: false, code: expect.stringMatching(/^(invalid_body|rate_limited)$/) });
      }
      line.disconnect();
    }
    expect(await fingerprint()).toEqual(before);
  },
);

test.each(seeds)(
  "500 malformed packets on the wire of seed %i: the server lives, nothing written",
  {
    timeout: 60_000,
  },
  async (seed) => {
    const before = await restingFingerprint();
    await inGroups(fc.sample(wire, { numRuns: 500, seed }), 25, async (packet) => {
      const socket = new WebSocket(`${app.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
      socket.on("error", () => {});
      await once(socket, "message");
      socket.send("40");
      await once(socket, "message");
      socket.send(packet);
      socket.ping();
      await Promise.race([once(socket, "pong"), once(socket, "close")]);
      socket.terminate();
    });
    expect(await fingerprint()).toEqual(before);
    expect(await app.http("GET", "/ready")).toMatchObject({ status: 200 });
  },
);

function attackWith({ method, path, ...call }: Attack) {
  return app.http(method, path, call);
}

function describeAttack({ method, path, cookie, ...call }: Attack): string {
  return `${method} ${path} ${cookie ? "with a cookie" : "without a cookie"} ${JSON.stringify(call).slice(0, 600)}`;
}

async function inGroups<Item>(items: Item[], size: number, work: (item: Item) => Promise<void>) {
  for (let from = 0; from < items.length; from += size) await Promise.all(items.slice(from, from + size).map(work));
}

/** What requests before set off, such as mails, is done. */
async function restingFingerprint() {
  await expect.poll(() => app.db.notice.count({ where: { state: "WAITING" } }), { timeout: 20_000 }).toBe(0);
  return fingerprint();
}

/** Rows and contents of every table, by one statement on a line that stays open: it is asked two hundred times. */
async function fingerprint(): Promise<Record<string, string>> {
  const { rows: tables } = await books.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const prints = tables.map(
    ({ name }) => `SELECT ${pg.escapeLiteral(name)} AS name, (
      SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM ${name} t) AS print`,
  );
  const { rows } = await books.query<{ name: string; print: string }>(prints.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}
