import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "#lib/refusal.ts";

/** Seconds that a signed body stays good. */
const tolerance = 300;

/** `t=SECONDS,v1=HMAC`, the scheme that Stripe uses too: the time is signed, so that an old body cannot be sent again. */
export function signBody(body: string | Buffer, secret: string, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at},v1=${digest(body, secret, at)}`;
}

/** Throws webhook_invalid unless `header` signs exactly this body, not long ago. */
export function verifyBody(body: Buffer, header: string | undefined, secret: string): void {
  const [, time = "", given = ""] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "") ?? [];
  const isRecent = Math.abs(Date.now() / 1000 - Number(time)) <= tolerance;
  const expected = Buffer.from(digest(body, secret, Number(time)));
  const isGenuine = given.length === expected.length && timingSafeEqual(Buffer.from(given), expected);
  if (time === "" || !isRecent || !isGenuine) throw new Refusal("webhook_invalid");
}

function digest(body: string | Buffer, secret: string, at: number): string {
  return createHmac("sha256", secret).update(`${at}.`).update(body).digest("hex");
}
