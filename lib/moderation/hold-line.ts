import type { Queryable } from "#lib/db.ts";
import { countRule } from "./count-rule.ts";
import type { Hold } from "./judge-line.ts";
import type { HoldRule } from "./schema.ts";

/** Minutes that a line waits for a moderator: later nobody knows any more what it was said to. */
const patience = 30;

/** Notes why a line waits; its row is taken back already. After `delaySeconds` one comes by itself, unless a rule holds it. */
export async function holdLine(
  tx: Queryable,
  { lineId, showId, hold, delaySeconds }: { lineId: string; showId: string; hold: Hold | null; delaySeconds: number },
): Promise<void> {
  const { rule, part } = hold ?? { rule: "delay" satisfies HoldRule, part: "" };
  await tx.$executeRaw`
    INSERT INTO chat_hold (line_id, show_id, rule, part, opens_at, until)
    VALUES (${lineId}::uuid, ${showId}::uuid, ${rule}, ${part}, CASE WHEN ${hold === null} THEN now() + make_interval(secs => ${delaySeconds}) END,
      now() + make_interval(mins => ${patience}))`;
  if (hold) await countRule(tx, { showId, rule: hold.rule, outcome: "held" });
}

/** What waited and was let through or not is looked at once more. */
export async function holdAgain(tx: Queryable, lineId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE chat_hold SET state = 'waiting', settled_at = NULL, opens_at = NULL, until = now() + make_interval(mins => ${patience})
    WHERE line_id = ${lineId}::uuid`;
}
