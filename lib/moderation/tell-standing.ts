import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import type { ChatMessage } from "#prisma/client/client.ts";
import { addressLine } from "./address-line.ts";
import { viewLine } from "./view-line.ts";

/** Lines as everybody may see them, each with the line that it answers as far as that one stands. */
export async function viewLines(db: Pick<Database, "chatMessage">, rows: ChatMessage[]): Promise<LiveMessage[]> {
  const answered = await findAnswered(db, rows);
  return rows.map((row) => viewLine(row, answered.get(row.answersId ?? "")));
}

/**
 * Tells the rooms of lines that stand again, in the order given, and for certain whoever wrote them. Of those that nobody has seen before,
 * whom they answer or name are told as of a line that never waited.
 */
export async function tellStanding(
  app: Uses<"db" | "publish">,
  rows: ChatMessage[],
  { isNew = false, tellsAuthor = true }: { isNew?: boolean; tellsAuthor?: boolean } = {},
): Promise<void> {
  const { db, publish } = app;
  const answered = await findAnswered(db, rows);
  for (const row of rows) {
    const { showId, userId: authorId, answersId } = row;
    const told = answered.get(answersId ?? "");
    const line = viewLine(row, told);
    publish.lineRestored(showId, line);
    if (tellsAuthor) publish.addressed(authorId, showId, line);
    if (isNew) await addressLine(app, { showId, line, authorId, answeredId: told?.userId });
  }
}

async function findAnswered(db: Pick<Database, "chatMessage">, rows: ChatMessage[]): Promise<Map<string, ChatMessage>> {
  const ids = rows.flatMap(({ answersId }) => answersId ?? []);
  const found = ids.length === 0 ? [] : await db.chatMessage.findMany({ where: { id: { in: ids }, deletedAt: null } });
  return new Map(found.map((line) => [line.id, line]));
}
