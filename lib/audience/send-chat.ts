import type { Buyer } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import type { ChatLine } from "#lib/live/contract.ts";
import { orderId } from "#lib/preorders/order-id.ts";
import { Refusal } from "#lib/refusal.ts";
import { line } from "#lib/text.ts";

const mostGraphemes = 300;
const chatLine = line(1200).refine(
  (text) => [...new Intl.Segmenter().segment(text)].length <= mostGraphemes,
  `may have at most ${mostGraphemes} characters`,
);

/** Writes one line into a show's chat. Refuses with invalid_body, not_found, show_ended or chat_repeated. */
export async function sendChat(author: Buyer, { showId, body }: { showId: string; body: string }): Promise<ChatLine> {
  const { db, rooms, publish } = container();
  const text = readLine(body);
  const room = await rooms.open(showId);
  if (!room) throw new Refusal("not_found", { field: "showId" });
  if (room.state.status === "ENDED") throw new Refusal("show_ended");
  const last = room.lastWordsOf(author.id);
  if (last === text) throw new Refusal("chat_repeated");
  const id = orderId();
  const written = await db.chatMessage.create({
    data: { id, showId, userId: author.id, name: author.name, role: author.role, body: text },
  });
  const view: ChatLine = {
    id,
    name: written.name,
    role: written.role,
    body: written.body,
    at: written.at.toISOString(),
  };
  room.rememberWords(author.id, text);
  publish.chatWritten(showId, view);
  return view;
}

function readLine(body: string): string {
  const read = chatLine.safeParse(body.replace(/\s+/g, " "));
  if (read.success) return read.data;
  throw new Refusal("invalid_body", {
    field: "body",
    detail: { most: mostGraphemes, reason: read.error.issues[0]?.message },
  });
}
