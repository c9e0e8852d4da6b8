import { createHmac } from "node:crypto";
import { createChallenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/sha";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { countStatements } from "#bench/harness/statement-count.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type DropStage, openDropStage } from "#tests/support/drops.ts";
import { codeOf } from "#tests/support/family.ts";
import { soon } from "#tests/support/soon.ts";

const secret = "a secret for tests that is long enough to be one";
let app: App;

beforeAll(async () => {
  app = await startApp({ AUTH_SECRET: secret });
});

afterAll(() => app.stop());

type Challenge = Parameters<typeof solveChallenge>[0]["challenge"];
type Buyer = { id: string; cookie: string };

test("a solution is good for the account and the drop it was issued to, and for no other", {
  timeout: 60_000,
}, async () => {
  const [stage, other] = [await openTough(), await openTough()];
  const [buyer, thief] = await twoBuyers();
  const proof = await solved(await issue(stage, buyer));
  expect(codeOf(await stage.buy(thief.cookie, { proof }))).toBe("proof_required");
  expect(codeOf(await other.buy(buyer.cookie, { proof }))).toBe("proof_required");
  expect((await stage.buy(buyer.cookie, { proof })).status).toBe(201);
});

test("a challenge that somebody rewrote for another account, drop or price of work is not good", {
  timeout: 60_000,
}, async () => {
  const [stage, other] = [await openTough(), await openTough()];
  const [buyer, thief] = await twoBuyers();
  const challenge = await issue(stage, buyer);
  const rewritten: Challenge[] = [
    withParameters(challenge, { data: { buyer: thief.id, drop: stage.dropId } }),
    withParameters(challenge, { data: { buyer: thief.id, drop: other.dropId } }),
    withParameters(challenge, { keyPrefix: "00" }),
    withParameters(challenge, { expiresAt: 4_000_000_000 }),
    { ...challenge, signature: "00".repeat(32) },
    { ...challenge, signature: "" },
  ];
  for (const one of rewritten) {
    const easy = withParameters(one, { keyPrefix: "00" });
    const solution = await solveChallenge({ challenge: easy, deriveKey });
    const proof = encode({ challenge: one, solution });
    expect(codeOf(await stage.buy(thief.cookie, { proof }))).toBe("proof_required");
    expect(codeOf(await stage.buy(buyer.cookie, { proof }))).toBe("proof_required");
  }
  const [one, two] = [await issue(stage, buyer), await issue(stage, thief)];
  const solution = await solveChallenge({ challenge: one, deriveKey });
  expect(codeOf(await stage.buy(thief.cookie, { proof: encode({ challenge: two, solution }) }))).toBe("proof_required");
});

test("a solution is not good for ever", async () => {
  const stage = await openTough();
  const [buyer] = await twoBuyers();
  const lifetime = z.object({ parameters: z.object({ expiresAt: z.number() }) }).parse(await issue(stage, buyer));
  expect(lifetime.parameters.expiresAt * 1000 - Date.now()).toBeLessThanOrEqual(3_600_000);
  const issued = (seconds: number) =>
    createChallenge({
      ...{ algorithm: "SHA-256", cost: 1, keyPrefix: "00", deriveKey },
      hmacSignatureSecret: createHmac("sha256", secret).update("challenges of drops").digest("hex"),
      expiresAt: Math.floor(Date.now() / 1000) + seconds,
      data: { buyer: buyer.id, drop: stage.dropId },
    });
  expect(codeOf(await stage.buy(buyer.cookie, { proof: await solved(await issued(-1)) }))).toBe("proof_required");
  expect((await stage.buy(buyer.cookie, { proof: await solved(await issued(60)) })).status).toBe(201);
});

test("the line of such a drop asks for the same work", { timeout: 60_000 }, async () => {
  const stage = await openDropStage(app, { stock: 50 }, { challenge: true });
  await stage.act("arm");
  const [buyer] = await twoBuyers();
  expect(codeOf(await stage.join(buyer.cookie))).toBe("proof_required");
  expect((await stage.join(buyer.cookie, { proof: await solved(await issue(stage, buyer)) })).status).toBe(201);
});

test("the host switches the work on and off while the drop runs, and every process hears of it", async () => {
  const stage = await openDropStage(app, { stock: 50 });
  await stage.act("arm");
  const [buyer, other] = await twoBuyers();
  const ask = (challenge: boolean) =>
    app.http("PATCH", `/api/drops/${stage.dropId}`, { cookie: stage.host.cookie, body: { challenge } });
  expect(await issue(stage, buyer)).toBeNull();
  expect((await ask(true)).status).toBe(200);
  expect(codeOf(await stage.join(buyer.cookie))).toBe("proof_required");
  await ask(false);
  expect((await stage.join(buyer.cookie)).status).toBe(201);
  // As another process would do it: only the database tells.
  await app.db.drop.update({ where: { id: stage.dropId }, data: { challenge: true } });
  await expect.poll(() => app.made.drops.find(stage.dropId)?.challenge, soon).toBe(true);
  expect(codeOf(await stage.join(other.cookie))).toBe("proof_required");
});

test("no text that claims to be a proof breaks anything", async () => {
  const stage = await openTough();
  const [buyer] = await twoBuyers();
  const claims = [
    "",
    "x",
    encode(null),
    encode([]),
    encode({ challenge: {} }),
    encode({
      challenge: { parameters: { data: { buyer: buyer.id, drop: stage.dropId } }, signature: "x" },
      solution: {},
    }),
    encode({
      challenge: { parameters: { data: { buyer: buyer.id, drop: stage.dropId }, nonce: 1, salt: {} }, signature: "zz" },
      solution: { counter: 1e300, derivedKey: "zz" },
    }),
  ];
  for (const proof of claims) expect(codeOf(await stage.buy(buyer.cookie, { proof }))).toBe("proof_required");
  expect(codeOf(await stage.buy(buyer.cookie, { proof: "x".repeat(2001) }))).toBe("invalid_body");
});

async function openTough(): Promise<DropStage> {
  const stage = await openDropStage(app, { stock: 50 }, { challenge: true });
  await stage.act("arm");
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  return stage;
}

async function twoBuyers(): Promise<[Buyer, Buyer]> {
  return [await app.person("viewer"), await app.person("viewer")];
}

async function issue({ dropId }: DropStage, { cookie }: Buyer): Promise<Challenge> {
  const { body } = await app.http("POST", `/api/drops/${dropId}/challenge`, { cookie, body: {} });
  return z.object({ challenge: z.any() }).parse(body).challenge;
}

async function solved(challenge: Challenge): Promise<string> {
  return encode({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
}

function withParameters(challenge: Challenge, more: object): Challenge {
  return { ...challenge, parameters: { ...challenge.parameters, ...more } };
}

const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString("base64");

test("a drop that another process opened a moment ago asks for its proof, heard of or not", {
  timeout: 60_000,
}, async () => {
  const stages = await Promise.all(Array.from({ length: 6 }, () => openDropStage(app, {}, { challenge: true })));
  const [buyer] = await twoBuyers();
  for (const { dropId, buy } of stages) {
    await app.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT arm_drop(${dropId}::uuid, ${Buffer.alloc(32, 7)}::bytea)`;
      await tx.$executeRaw`UPDATE drop SET opens_at = now(), closes_at = now() + interval '1 hour' WHERE id = ${dropId}::uuid`;
      await tx.$queryRaw`SELECT advance_drop(${dropId}::uuid)`;
    });
    expect(codeOf(await buy(buyer.cookie))).toBe("proof_required");
  }
});

test("a crowd that comes when a drop is over does not read it once each", async () => {
  const stage = await openDropStage(app, {}, { challenge: true });
  const [buyer] = await twoBuyers();
  await stage.act("arm");
  await stage.fire();
  await stage.act("close");
  await expect.poll(() => app.made.drops.find(stage.dropId) ?? null, soon).toBeNull();
  expect(codeOf(await stage.buy(buyer.cookie))).toBe("drop_over");
  const counting = countStatements();
  for (let late = 0; late < 5; late += 1) expect(codeOf(await stage.buy(buyer.cookie))).toBe("drop_over");
  const ofDrops = Object.entries(counting.stop()).filter(([text]) => text.includes("FROM drop d"));
  expect(ofDrops).toEqual([]);
});
