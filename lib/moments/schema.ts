import { z } from "zod";
import { liveMoment } from "#lib/live/contract.ts";
import { instant } from "#lib/moment.ts";
import { optionalLine } from "#lib/text.ts";

const text = optionalLine(120).default("");

/** What the room will celebrate. `threshold` is the figure to be reached; empty words say the figure in each viewer's language. */
export const momentInput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["orders", "likes", "viewers"]),
    threshold: z.int().min(1).max(1_000_000_000_000),
    text,
  }),
  z.strictObject({ kind: z.literal("delivery"), text }),
  z.strictObject({ kind: z.literal("manual"), text: text.pipe(z.string().min(1)) }),
]);
export type MomentInput = z.infer<typeof momentInput>;

export const momentOfShow = z.object({ id: z.uuid(), momentId: z.uuid() });

export const momentView = liveMoment.omit({ at: true }).extend({ firedAt: instant.nullable() });
export type MomentView = z.infer<typeof momentView>;
