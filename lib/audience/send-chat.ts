import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { ClientEvent, LiveMessage } from "#lib/live/contract.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { holdLine } from "#lib/moderation/hold-line.ts";
import { maySpeak } from "#lib/moderation/may-speak.ts";
import { releaseAfter } from "#lib/moderation/release-lines.ts";
import { type HoldRule, holdRule } from "#lib/moderation/schema.ts";
import { viewLine } from "#lib/moderation/view-line.ts";
import { Refusal } from "#lib/refusal.ts";
import { line } from "#lib/text.ts";

const maxGraphemes = 300;
const chatText = line(1200).refine(
  (text) => [...new Intl.Segmenter().segment(text)].length <= maxGraphemes,
  `may have at most ${maxGraphemes} characters`,
);

/** What the author of a line that waits for a moderator is told: nobody else sees it. */
export type HeldLine = { id: string; held: HoldRule };

/**
 * Writes one line into a show's chat; a line of the same author and key that stands there already is the answer. A line
 * that meets a rule of the chat waits for a moderator, and any line for the chat's delay: its author alone knows. Refuses
 * with invalid_body, not_found, show_ended, show_cancelled or chat_repeated, and with what maySpeak refuses.
 */
export async function sendChat(
  app: Uses<"db" | "publish" | "rooms" | "terms">,
  author: Buyer,
  { showId, body, key }: ClientEvent<"chat">,
  origin: Origin,
): Promise<LiveMessage | HeldLine> {
  const text = readLine(body);
  const room = await app.rooms.open(showId);
  if (!room || room.state.status === "DRAFT") throw new Refusal("not_found", { field: "showId" });
  refuseOver(room.state.status);
  try {
    if (room.lastWordsOf(author.id) === text) throw new Refusal("chat_repeated");
    return await writeLine(app, author, { showId, text, key, origin });
  } catch (error) {
    // Said before, and its answer was lost: it stands, whatever a new one would be told.
    const written = error instanceof Refusal ? await findLine(app, author, key) : null;
    if (written) return written;
    throw error;
  }
}

type NewLine = { showId: string; text: string; key: string | undefined; origin: Origin };

async function writeLine(
  app: Uses<"db" | "publish" | "terms">,
  author: Buyer,
  { showId, text, key, origin }: NewLine,
): Promise<LiveMessage | HeldLine> {
  const { role, hold, delaySeconds, print } = await maySpeak(app, author, { showId, text, origin });
  const waits = hold !== null || delaySeconds > 0;
  const data = { id: orderId(), showId, userId: author.id, name: author.name, role, body: text, key, print };
  const row = await app.db.$transaction(async (tx) => {
    const lines = [{ ...data, deletedAt: waits ? new Date() : null }];
    const [made] = await tx.chatMessage.createManyAndReturn({ data: lines, skipDuplicates: true });
    if (made && waits) await holdLine(tx, { lineId: made.id, showId, hold, delaySeconds });
    return made;
  });
  if (!row) throw new Refusal("chat_repeated");
  const said = { userId: author.id, origin };
  if (!waits) app.publish.chatWritten(showId, viewLine(row), said);
  else app.publish.lineWaits(showId, viewLine(row), said);
  if (waits && !hold) releaseAfter(app, delaySeconds);
  return hold ? { id: row.id, held: hold.rule } : viewLine(row);
}

function readLine(body: string): string {
  const read = chatText.safeParse(body.replace(/\s+/g, " "));
  if (read.success) return read.data;
  throw new Refusal("invalid_body", {
    field: "body",
    detail: { most: maxGraphemes, reason: read.error.issues[0]?.message },
  });
}

async function findLine(
  { db }: Uses<"db">,
  author: Buyer,
  key: string | undefined,
): Promise<LiveMessage | HeldLine | null> {
  if (key === undefined) return null;
  const row = await db.chatMessage.findUnique({
    where: { userId_key: { userId: author.id, key } },
    include: { hold: true },
  });
  if (!row) return null;
  const isHeld = row.hold && row.hold.state !== "allowed" && row.hold.opensAt === null;
  return row.hold && isHeld ? { id: row.id, held: holdRule.parse(row.hold.rule) } : viewLine(row);
}
