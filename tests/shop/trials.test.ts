import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner } from "#lib/accounts/gate.ts";
import { readReadiness } from "#lib/shop/readiness.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { drawLogo } from "#tests/support/draw-logo.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { type SmtpCounterpart, startSmtpCounterpart } from "#tests/support/smtp-counterpart.ts";
import { type StripeCounterpart, startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const keys = { secretKey: "sk_test_trials", webhookSecret: "whsec_trials" };
let stripe: StripeCounterpart;
let smtp: SmtpCounterpart;
let app: App;
let owner: Person;

beforeAll(async () => {
  [stripe, smtp] = await Promise.all([startStripeCounterpart(keys), startSmtpCounterpart()]);
  app = await startApp({
    STRIPE_SECRET_KEY: keys.secretKey,
    STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
    STRIPE_API_BASE: stripe.url,
    SMTP_URL: smtp.url,
    PUBLIC_URL: "https://shop.example",
  });
  owner = await app.person("owner");
});
afterAll(async () => {
  await app.stop();
  await Promise.all([stripe.stop(), smtp.stop()]);
});

const charge = (rail: string) =>
  app.http("POST", "/api/settings/test-charges", { cookie: owner.cookie, body: { rail } });
const mail = () => app.http("POST", "/api/settings/test-mails", { cookie: owner.cookie });

test("a test charge asks each way to pay for its least and gives it back, on record", async () => {
  await app.http("PATCH", "/api/settings/shop", { cookie: owner.cookie, body: { currency: "USD", name: "Kite" } });
  expect(await charge("stripe")).toMatchObject({
    status: 201,
    body: {
      rail: "stripe",
      amountMinor: 50,
      currency: "USD",
      hasWorked: true,
      said: ["succeeded", "refund succeeded"],
    },
  });
  const [intent] = [...stripe.intents.values()];
  expect(intent).toMatchObject({ amount: 50, currency: "usd", metadata: { trial: "true" } });
  expect([...stripe.refunds.values()]).toMatchObject([{ payment_intent: intent?.id, amount: 50 }]);
  expect(await charge("test")).toMatchObject({
    status: 201,
    body: { amountMinor: 1, hasWorked: true, said: ["captured", "refunded"] },
  });
  expect(await charge("manual")).toMatchObject({ status: 409, body: { code: "rail_not_offered" } });
  const acts = await app.db.$queryRaw<{ subject: string; after: object }[]>`
    SELECT subject, after FROM audit_entry WHERE action = 'rail.tried' ORDER BY id`;
  expect(acts).toMatchObject([
    { subject: "rail:stripe", after: { hasWorked: true, said: ["succeeded", "refund succeeded"] } },
    { subject: "rail:test" },
  ]);
});

test("a provider that says no is quoted, and nothing is an order of ours", async () => {
  stripe.setDown(true);
  expect(await charge("stripe")).toMatchObject({ status: 201, body: { hasWorked: false, said: ["down"] } });
  stripe.setDown(false);
  const [{ payments = 0 } = {}] = await app.db.$queryRaw<{ payments: number }[]>`
    SELECT (SELECT count(*) FROM payment)::int + (SELECT count(*) FROM payment_event)::int AS payments`;
  expect(payments).toBe(0);
});

test("a test mail reaches the owner under the shop's name and logo, with the server's answer", async () => {
  await app.http("PUT", "/api/settings/logo", {
    cookie: owner.cookie,
    raw: await drawLogo(),
    headers: { "content-type": "image/png" },
  });
  expect(await mail()).toMatchObject({
    status: 201,
    body: { to: owner.email, hasWorked: true, said: expect.stringMatching(/^250 /) },
  });
  const [sent] = smtp.to(owner.email);
  expect(sent).toMatchObject({ subject: "Mails of Kite arrive", from: { value: [{ name: "Kite" }] } });
  expect(sent?.attachments).toMatchObject([{ contentType: "image/png", cid: "logo" }]);
  smtp.refuse(owner.email, 550);
  expect(await mail()).toMatchObject({
    body: { hasWorked: false, said: expect.stringContaining("550") },
  });
  smtp.refuse(owner.email, null);
});

test("what is missing between the shop and real money is computed from what is there", async () => {
  const missing = async () => {
    const who = asOwner({ ...owner, role: "owner", isAnonymous: false, emailVerified: true });
    if (!who) throw new Error("nobody owns the shop");
    const steps = await readReadiness(app.made, who);
    return steps.filter(({ isDone }) => !isDone).map(({ name }) => name);
  };
  expect(await missing()).toEqual(["real", "seller", "payments", "pages", "factors", "product"]);
  const seller = { legalName: "Kite Ltd.", address: "1 High Street", contactEmail: "hello@kite.example" };
  await app.http("PATCH", "/api/settings/shop", { cookie: owner.cookie, body: seller });
  await app.db.shop.update({ where: { id: 1 }, data: { mode: "real" } });
  const publish = (kind: string, body: string, after = 0) =>
    app.http("POST", `/api/settings/pages/${kind}`, { cookie: owner.cookie, body: { language: "en", after, body } });
  for (const kind of ["terms", "privacy", "imprint"]) await publish(kind, "Words of our own");
  await publish("returns", "Send it to [address]");
  expect(await missing()).toEqual(["payments", "pages", "factors", "product"]);
  await publish("returns", "Send it to the harbour", 1);
  await app.openEdition();
  expect(await missing()).toEqual(["payments", "factors"]);
  await app.db.factor.create({
    data: {
      id: randomUUID(),
      userId: owner.id,
      kind: "app",
      name: "Phone",
      sealedSecret: "sealed",
      confirmedAt: new Date(),
    },
  });
  expect(await missing()).toEqual(["payments"]);
});

test("trials are the owner's alone, and few", async () => {
  const ops = await app.person("ops");
  for (const path of ["/api/settings/test-charges", "/api/settings/test-mails"])
    expect((await app.http("POST", path, { cookie: ops.cookie, body: { rail: "test" } })).status).toBe(403);
  const other = await app.person("owner");
  const statuses: number[] = [];
  for (let tries = 0; tries < 12; tries += 1)
    statuses.push((await app.http("POST", "/api/settings/test-mails", { cookie: other.cookie })).status);
  expect(statuses.filter((status) => status === 429).length).toBe(2);
});
