import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { log } from "#lib/log.ts";
import { tellStanding } from "./tell-standing.ts";

const atOnce = 200;

/** Lets everybody see the lines whose delay is over, each once, whichever process asks. */
export async function releaseLines({ db, publish }: Uses<"db" | "publish">): Promise<void> {
  const due = await db.$queryRaw<{ id: string }[]>`
    WITH due AS (
      UPDATE chat_hold SET state = 'allowed', settled_at = now() WHERE line_id IN (
        SELECT line_id FROM chat_hold WHERE state = 'waiting' AND opens_at <= now() ORDER BY opens_at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
      RETURNING line_id, opens_at)
    UPDATE chat_message m SET deleted_at = NULL, at = due.opens_at FROM due WHERE m.id = due.line_id AND m.body <> '' RETURNING m.id`;
  if (due.length === 0) return;
  const rows = await db.chatMessage.findMany({
    where: { id: { in: due.map(({ id }) => id) } },
    orderBy: { at: "asc" },
  });
  // Their authors have had them on the screen since they wrote them.
  await tellStanding({ db, publish }, rows, { isNew: true, tellsAuthor: false });
  for (const showId of new Set(rows.map((row) => row.showId))) publish.talkMoved(showId);
}

/** In the process that took the line, at the moment; should it be gone by then, `delayedLines` does it. */
export function releaseAfter(app: Uses<"db" | "publish">, delaySeconds: number): void {
  setTimeout(
    () => {
      releaseLines(app).catch((error: unknown) =>
        log.warn({ event: "lines_not_released", err: error }, "lines whose delay is over are released later"),
      );
    },
    delaySeconds * 1000 + 20,
  ).unref();
}

export const delayedLines: TimedWork<Uses<"db" | "publish">> = {
  name: "release-lines",
  every: 1,
  due: "EXISTS (SELECT FROM chat_hold WHERE state = 'waiting' AND opens_at <= now())",
  work: releaseLines,
};
