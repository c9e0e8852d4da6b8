import { z } from "zod";
import { line, term } from "#lib/text.ts";

/** Why a target does not get the show. Each has words in the studio. */
export const targetTrouble = z.enum([
  "ffmpeg_missing",
  "address_private",
  "address_unknown",
  "refused",
  "unreachable",
  "key_rejected",
  "timed_out",
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

export const targetInput = z.strictObject({
  name: line(60),
  address: term(400).refine(isRtmpAddress, "must begin with rtmp:// or rtmps:// and hold no password"),
  key: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .regex(/^[\x21-\x7e]+$/, "must be visible characters without spaces"),
});
export type TargetInput = z.infer<typeof targetInput>;

export const targetChange = z.strictObject({ isOn: z.boolean() });

function isRtmpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (protocol === "rtmp:" || protocol === "rtmps:") && hostname !== "" && !username && !password;
}
