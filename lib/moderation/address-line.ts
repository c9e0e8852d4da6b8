import type { Uses } from "#lib/container.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import { recentChat } from "#lib/live/cues.ts";
import { neutralName } from "#lib/live/neutral-name.ts";

const maxNamed = 5;

type Addressing = { showId: string; line: LiveMessage; authorId: string; answeredId: string | undefined };

/** Tells of a line for certain whom it answers, and a few of those whom it names by `@name` and who wrote lately. */
export async function addressLine(
  { db, publish }: Uses<"db" | "publish">,
  { showId, line, authorId, answeredId }: Addressing,
): Promise<void> {
  const those = new Set(line.body.includes("@") ? await findNamed({ db }, showId, line.body) : []);
  if (answeredId) those.add(answeredId);
  those.delete(authorId);
  for (const userId of those) publish.addressed(userId, showId, line);
}

/** The longest names first; of those who share one, whoever wrote last. */
async function findNamed({ db }: Uses<"db">, showId: string, body: string): Promise<string[]> {
  const named = await db.$queryRaw<{ userId: string }[]>`
    SELECT "userId" FROM (
      SELECT DISTINCT ON (m.name) m.name, m.user_id::text AS "userId" FROM (
        SELECT name, user_id, at FROM chat_message WHERE show_id = ${showId}::uuid AND deleted_at IS NULL ORDER BY at DESC LIMIT ${recentChat}) m
      WHERE m.name <> ${neutralName} AND position('@' || m.name IN ${body}) > 0 ORDER BY m.name, m.at DESC) each
    ORDER BY length(name) DESC, name LIMIT ${maxNamed}`;
  return named.map(({ userId }) => userId);
}
