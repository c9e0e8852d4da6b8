import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import type { ChatMessage } from "#prisma/client/client.ts";
import { viewLine } from "./view-line.ts";

/** Lines as everybody may see them, each with the line that it answers as far as that one stands. */
export async function viewLines(db: Pick<Database, "chatMessage">, rows: ChatMessage[]): Promise<LiveMessage[]> {
  const answered = await findAnswered(db, rows);
  return rows.map((row) => viewLine(row, answered.get(row.answersId ?? "")));
}

/**
 * Tells the rooms of lines that stand again, in the order given. Of those that nobody has seen before, whoever is answered is told for
 * certain, as of a line that never waited.
 */
export async function tellStanding(
  { db, publish }: Uses<"db" | "publish">,
  rows: ChatMessage[],
  { isNew = false }: { isNew?: boolean } = {},
): Promise<void> {
  const answered = await findAnswered(db, rows);
  for (const row of rows) {
    const told = answered.get(row.answersId ?? "");
    const line = viewLine(row, told);
    publish.lineRestored(row.showId, line);
    if (isNew && told && told.userId !== row.userId) publish.addressed(told.userId, row.showId, line);
  }
}

async function findAnswered(db: Pick<Database, "chatMessage">, rows: ChatMessage[]): Promise<Map<string, ChatMessage>> {
  const ids = rows.flatMap(({ answersId }) => answersId ?? []);
  const found = ids.length === 0 ? [] : await db.chatMessage.findMany({ where: { id: { in: ids }, deletedAt: null } });
  return new Map(found.map((line) => [line.id, line]));
}
