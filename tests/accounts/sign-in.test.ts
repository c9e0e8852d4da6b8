import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Guesses } from "#lib/accounts/guesses.ts";
import { HashQueue } from "#lib/accounts/hash-queue.ts";
import { Refusal } from "#lib/refusal.ts";
import { demoPassword, writePeople } from "#prisma/seed/people.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ TRUSTED_PROXIES: "loopback" });
  await writePeople(app.db);
});

afterAll(() => app.stop());

const email = "ops@demo.launchroom";
const wrong = "not the password";

test("strangers' wrong passwords keep neither a browser that was let in before nor the owner elsewhere out", async () => {
  const mine = "launchroom.viewer=my-own-browser-0001";
  expect(await enter({ email, password: demoPassword, from: "192.0.2.1", cookie: mine })).toBe(200);
  await guess(email, "192.0.2.1", 9);
  expect(await enter({ email: email.toUpperCase(), password: wrong, from: "192.0.2.1" })).toBe(401);
  expect(await enter({ email, password: demoPassword, from: "192.0.2.1" }), "an unknown browser there waits").toBe(429);
  expect(await enter({ email, password: demoPassword, from: "192.0.2.1", cookie: mine })).toBe(200);
  expect(await enter({ email, password: demoPassword, from: "198.51.100.7" })).toBe(200);
  const theirs = "launchroom.viewer=some-other-browser-1";
  expect(await enter({ email, password: demoPassword, from: "192.0.2.1", cookie: theirs })).toBe(429);
});

test("a network of IPv6 is one stranger, however many addresses it has", async () => {
  await guess(email, "2001:db8:1:2::/64", 9);
  expect(await enter({ email, password: wrong, from: "2001:db8:1:2::1" })).toBe(401);
  expect(await enter({ email, password: wrong, from: "2001:db8:1:2:ffff::2" })).toBe(429);
  expect(await enter({ email, password: wrong, from: "2001:db8:1:3::1" })).toBe(401);
});

test("what was guessed is still counted after a restart, and nobody reads in the table who it was", async () => {
  const from = "192.0.2.77";
  await guess(email, from, 9);
  expect(await enter({ email, password: wrong, from })).toBe(401);
  const afterRestart = new Guesses(app.db);
  await expect(afterRestart.take([["signIn", `${email} from ${from}`]])).rejects.toThrow("rate_limited");
  const rows = await app.db.guessCount.findMany();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/@|192\.0/);
});

test("a right password gives back what wrong ones took, and a try that was never looked at takes nothing", async () => {
  const from = "192.0.2.88";
  await guess(email, from, 9);
  expect(await enter({ email, password: demoPassword, from })).toBe(200);
  await guess(email, from, 9);
  expect(await enter({ email, password: wrong, from }), "they count anew").toBe(401);
  expect(await enter({ email, password: wrong, from })).toBe(429);

  const before = await spentOn(from);
  for (let n = 0; n < 5; n += 1) expect(await enter({ email, password: wrong, from })).toBe(429);
  expect(await spentOn(from)).toBe(before);
});

test("whoever sends many passwords keeps nobody else out", async () => {
  const queue = new HashQueue({ atOnce: 1, maxWaiting: 10, maxOfOne: 8 });
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const ask = (lane: string) =>
    queue
      .run(lane, async () => {
        await gate.promise;
        order.push(lane);
      })
      .catch((reason: unknown) => (reason instanceof Refusal ? `${lane} refused` : "broken"));
  const all = [...Array.from({ length: 12 }, () => ask("flood")), ask("other"), ask("third"), ask("fourth")];
  gate.resolve();
  const refused = (await Promise.all(all)).filter((end) => end !== undefined);
  expect(refused).toEqual(Array.from({ length: 4 }, () => "flood refused"));
  expect(order.slice(0, 5), "the others come in turn").toEqual(["flood", "flood", "other", "third", "fourth"]);
});

test("the commonest passwords, rows of keys and one's own name are refused, in either place, and nothing is written", async () => {
  const before = await app.db.user.count();
  for (const password of ["password12", "1234567890", "qwertyuiop", "aaaaaaaaaa", "iloveyou12", "adalovelace"]) {
    const body = { name: "Ada Lovelace", email: `${randomUUID()}@example.com`, password };
    expect(await app.http("POST", "/api/auth/sign-up/email", { body }), password).toMatchObject({
      status: 422,
      body: { code: "password_common", field: "password" },
    });
  }
  const short = { name: "Ada", email: `${randomUUID()}@example.com`, password: "4Rq!x9_zK" };
  expect(await app.http("POST", "/api/auth/sign-up/email", { body: short })).toMatchObject({
    body: { code: "invalid_body", field: "password" },
  });
  expect(await app.db.user.count()).toBe(before);
});

async function enter({ from, cookie, ...body }: { email: string; password: string; from: string; cookie?: string }) {
  const headers = { "x-forwarded-for": from };
  return (await app.http("POST", "/api/auth/sign-in/email", { body, headers, ...(cookie ? { cookie } : {}) })).status;
}

/** Wrong passwords that somebody tried before. */
async function guess(account: string, network: string, times: number) {
  for (let n = 0; n < times; n += 1) await app.made.guesses.spend([["signIn", `${account} from ${network}`]]);
}

async function spentOn(network: string): Promise<number> {
  const key = `signInByNetwork:${createHash("sha256").update(network).digest("base64url")}`;
  return (await app.db.guessCount.findUnique({ where: { key } }))?.spent ?? 0;
}
