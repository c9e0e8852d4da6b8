import { z } from "zod";
import { line, term } from "#lib/text.ts";

/** Shorter ones may be in an address by chance. */
const shortestKey = 6;

/** Why a target does not get the show. Each has words in the studio. */
export const targetTrouble = z.enum([
  "ffmpeg_missing",
  "address_private",
  "address_unknown",
  "refused",
  "unreachable",
  "key_rejected",
  "timed_out",
  "not_secure",
  "too_slow",
  "key_lost",
  "broken",
]);
export type TargetTrouble = z.infer<typeof targetTrouble>;

/** `waiting`: the show is not on air; `dropping`: it arrives, with pieces left out; `failed`: tried again in a while. */
export const targetState = z.enum(["off", "waiting", "connecting", "live", "dropping", "failed"]);
export type TargetState = z.infer<typeof targetState>;

/** Where else a show is sent. Its key never comes back. Bytes and seconds are of the present connection. */
export const targetView = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string(),
  isOn: z.boolean(),
  state: targetState,
  trouble: targetTrouble.nullable(),
  bytes: z.number(),
  seconds: z.number(),
  /** Times that pieces were left out, and that it connected again, since the show began. */
  drops: z.int(),
  attempts: z.int(),
});
export type TargetView = z.infer<typeof targetView>;

export const targetList = z.object({ targets: z.array(targetView) });

/** As people copy it: with spaces around it, and without its scheme. */
const targetAddress = term(400)
  .transform((text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `rtmp://${text}`))
  .refine(isRtmpAddress, "must begin with rtmp:// or rtmps:// and hold no password")
  .transform((text) => new URL(text).href);

export const targetInput = z
  .strictObject({
    name: line(60),
    address: targetAddress,
    key: z
      .string()
      .trim()
      .min(1)
      .max(400)
      .regex(/^[\x21-\x7e]+$/, "must be visible characters without spaces")
      .refine((text) => !/^(rtmps?|https?):\/\//i.test(text), "must be the key alone, without the address"),
  })
  .refine(({ address, key }) => !address.includes(key) || key.length < shortestKey, {
    path: ["address"],
    message: "must not hold the stream key, which everybody who helps with the show could read",
  });
export type TargetInput = z.infer<typeof targetInput>;

export const targetChange = z.strictObject({ isOn: z.boolean() });

function isRtmpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isPlain = hostname !== "" && !username && !password && !hash;
  return isPlain && (protocol === "rtmp:" || protocol === "rtmps:") && /^[\x21-\x7e]+$/.test(text);
}
