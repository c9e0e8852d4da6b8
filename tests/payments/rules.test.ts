import { expect, test } from "vitest";
import { chargeLimits, isChargeable } from "#lib/payments/charge-limits.ts";
import { signBody, verifyBody } from "#lib/payments/signature.ts";
import { fromStripeAmount, toStripeAmount } from "#lib/payments/stripe-amount.ts";
import { codeOf } from "#tests/support/refusals.ts";

test("a signed body is good for five minutes, before and after its time, and for itself alone", () => {
  const body = Buffer.from("{}");
  const now = Math.floor(Date.now() / 1000);
  const judge = (at: number, said = body, secret = "s") =>
    codeOf(() => verifyBody(said, signBody(body, "s", at), secret));
  expect([now, now - 290, now + 290].map((at) => judge(at))).toEqual([null, null, null]);
  expect([now - 310, now + 310, now - 7 * 86_400, 0].map((at) => judge(at))).toEqual(Array(4).fill("webhook_invalid"));
  expect([judge(now, Buffer.from("[]")), judge(now, body, "other")]).toEqual(Array(2).fill("webhook_invalid"));
  expect([undefined, "", `t=${now}`].map((header) => codeOf(() => verifyBody(body, header, "s")))).toEqual(
    Array(3).fill("webhook_invalid"),
  );
});

test.each([
  ["USD", 1250, 1250],
  ["JPY", 1500, 1500],
  ["ISK", 900, 90_000],
  ["UGX", 900, 90_000],
  ["KWD", 1230, 1230],
])("%s: our %i is Stripe's %i, there and back", (currency, ours, stripes) => {
  expect(toStripeAmount(ours, currency)).toBe(stripes);
  expect(fromStripeAmount(stripes, currency.toLowerCase())).toEqual({ amountMinor: ours, currency });
});

test("what Stripe cannot express is never rounded", () => {
  expect(() => fromStripeAmount(90_050, "isk")).toThrow(RangeError);
});

test.each([
  ["USD", [0, 50, 99_999_999], [49, 100_000_000]],
  ["KWD", [0, 10, 1230], [5, 1235]],
  ["JPY", [0, 50], [49]],
  ["ISK", [0, 1], [-1]],
])("in %s Stripe charges these and not those", (currency, good, bad) => {
  const limits = chargeLimits("stripe", currency);
  const judged = (amounts: number[]) => amounts.map((minor) => limits !== null && isChargeable(minor, limits));
  expect(judged(good)).toEqual(good.map(() => true));
  expect(judged(bad)).toEqual(bad.map(() => false));
});

test("a transfer takes every amount, and money that Stripe does not know takes none of its cards", () => {
  expect(chargeLimits("manual", "USD")).toMatchObject({ step: 1, least: 1 });
  expect(chargeLimits("stripe", "IRR")).toBeNull();
});
