import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import type { ClientEvent, LiveMessage } from "#lib/live/contract.ts";
import { refuseOver } from "#lib/live/refuse-over.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { maySpeak } from "#lib/moderation/may-speak.ts";
import { viewLine } from "#lib/moderation/view-line.ts";
import { Refusal } from "#lib/refusal.ts";
import { line } from "#lib/text.ts";

const maxGraphemes = 300;
const chatText = line(1200).refine(
  (text) => [...new Intl.Segmenter().segment(text)].length <= maxGraphemes,
  `may have at most ${maxGraphemes} characters`,
);

/**
 * Writes one line into a show's chat; a line of the same author and key that stands there already is the answer. Refuses
 * with invalid_body, not_found, show_ended, show_cancelled or chat_repeated, and with what maySpeak refuses.
 */
export async function sendChat(
  app: Uses<"db" | "publish" | "rooms">,
  author: Buyer,
  { showId, body, key }: ClientEvent<"chat">,
  origin: Origin,
): Promise<LiveMessage> {
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
  app: Uses<"db" | "publish">,
  author: Buyer,
  { showId, text, key, origin }: NewLine,
): Promise<LiveMessage> {
  const role = await maySpeak(app, author, { showId, text, origin });
  const data = { id: orderId(), showId, userId: author.id, name: author.name, role, body: text, key };
  const [row] = await app.db.chatMessage.createManyAndReturn({ data: [data], skipDuplicates: true });
  if (!row) throw new Refusal("chat_repeated");
  app.publish.chatWritten(showId, viewLine(row), { userId: author.id, origin });
  return viewLine(row);
}

function readLine(body: string): string {
  const read = chatText.safeParse(body.replace(/\s+/g, " "));
  if (read.success) return read.data;
  throw new Refusal("invalid_body", {
    field: "body",
    detail: { most: maxGraphemes, reason: read.error.issues[0]?.message },
  });
}

async function findLine({ db }: Uses<"db">, author: Buyer, key: string | undefined): Promise<LiveMessage | null> {
  if (key === undefined) return null;
  const row = await db.chatMessage.findUnique({ where: { userId_key: { userId: author.id, key } } });
  return row && viewLine(row);
}
