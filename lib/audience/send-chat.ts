import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { ClientEvent, LiveMessage, OwnLineState } from "#lib/live/contract.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import type { Room } from "#lib/live/room.ts";
import type { Origin } from "#lib/live/speakers.ts";
import type { Transaction } from "#lib/moderation/acts.ts";
import { addressLine } from "#lib/moderation/address-line.ts";
import { holdLine } from "#lib/moderation/hold-line.ts";
import { maySpeak } from "#lib/moderation/may-speak.ts";
import { releaseAfter } from "#lib/moderation/release-lines.ts";
import { type HoldRule, holdRule } from "#lib/moderation/schema.ts";
import { stateOf } from "#lib/moderation/tell-author.ts";
import { type Answered, viewLine } from "#lib/moderation/view-line.ts";
import { nameOf } from "#lib/names/name-of.ts";
import { Refusal } from "#lib/refusal.ts";
import { line } from "#lib/text.ts";
import type { ChatMessage, Prisma } from "#prisma/client/client.ts";

type ChatUses = Uses<"db" | "publish" | "rooms" | "staffNames" | "terms">;

const maxGraphemes = 300;
const chatText = line(1200).refine(
  (text) => [...new Intl.Segmenter().segment(text)].length <= maxGraphemes,
  `may have at most ${maxGraphemes} characters`,
);

/** What the author of a line is told that waits for a moderator or went: nobody else sees it. */
export type HeldLine = { id: string; held: HoldRule | null; state: OwnLineState };

/**
 * Writes one line into a show's chat; a line of the same author and key that stands there already is the answer. A line
 * that meets a rule of the chat waits for a moderator, and any line for the chat's delay: its author alone knows. Refuses
 * with invalid_body, not_found, show_ended, show_cancelled, chat_name_needed or chat_repeated, and with what maySpeak refuses.
 */
export async function sendChat(
  app: ChatUses,
  author: Buyer,
  { showId, body, key, answers }: ClientEvent<"chat">,
  origin: Origin,
): Promise<LiveMessage | HeldLine> {
  const text = readLine(body);
  const room = await app.rooms.open(showId);
  if (!room || room.state.status === "DRAFT") throw new Refusal("not_found", { field: "showId" });
  refuseOver(room.state.status);
  try {
    if (room.talk.lastWordsOf(author.id) === text) throw new Refusal("chat_repeated");
    return await writeLine(app, author, room, { text, key, answers, origin });
  } catch (error) {
    // Said before, and its answer was lost: it stands, whatever a new one would be told.
    const written = error instanceof Refusal ? await findLine(app, author, key) : null;
    if (written) return written;
    throw error;
  }
}

type NewLine = { text: string; key: string | undefined; answers: string | undefined; origin: Origin };

async function writeLine(
  app: ChatUses,
  author: Buyer,
  room: Room,
  { text, key, answers, origin }: NewLine,
): Promise<LiveMessage | HeldLine> {
  const { showId } = room;
  const [{ role, badge, hold, delaySeconds, print, ...chosen }, answered] = await Promise.all([
    maySpeak(app, author, { showId, text, origin }),
    findAnswered(app, showId, answers),
  ]);
  const waits = hold !== null || delaySeconds > 0;
  const name = await nameOf(app, author, chosen);
  const line = { id: orderId(), showId, userId: author.id, name, role, badge, body: text };
  const data = { ...line, key, print, answersId: answered?.id ?? null };
  const row = waits
    ? await app.db.$transaction(async (tx) => {
        const made = await insertLine(tx, { ...data, deletedAt: new Date() });
        if (made) await holdLine(tx, { lineId: made.id, showId, hold, delaySeconds });
        return made;
      })
    : await insertLine(app.db, data);
  if (!row) throw new Refusal("chat_repeated");
  const written = viewLine(row, answered);
  const said = { userId: author.id, origin };
  if (waits) app.publish.lineWaits(showId, written, said);
  else {
    app.publish.chatWritten(showId, written, said);
    await addressLine(app, { showId, line: written, authorId: author.id, answeredId: answered?.userId });
  }
  if (waits && !hold) releaseAfter(app, delaySeconds);
  return hold ? { id: row.id, held: hold.rule, state: "waiting" } : written;
}

/** Undefined when its author has said it under the same key before. */
async function insertLine(
  db: Pick<Transaction, "chatMessage">,
  line: Prisma.ChatMessageCreateManyInput,
): Promise<ChatMessage | undefined> {
  const [row] = await db.chatMessage.createManyAndReturn({ data: [line], skipDuplicates: true });
  return row;
}

async function findAnswered(
  { db }: Uses<"db">,
  showId: string,
  id: string | undefined,
): Promise<(Answered & { userId: string }) | null> {
  return id === undefined ? null : db.chatMessage.findFirst({ where: { id, showId, deletedAt: null } });
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
  const state = stateOf(row);
  if (state) return { id: row.id, held: row.hold && holdRule.parse(row.hold.rule), state };
  return viewLine(row, await findAnswered({ db }, row.showId, row.answersId ?? undefined));
}
