import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { whisperInput } from "./schema.ts";

/** What is meant for those alone who keep the chat, of a line that begins with /w; null for any other line. */
export function asideOf(body: string): string | null {
  return /^\s*\/w(?:\s+|$)(.*)$/isu.exec(body)?.[1]?.trim() ?? null;
}

/** Says something to those alone who keep this chat. It is in no room, frame, snapshot or replay: its table is read by their desk only. */
export async function whisper(
  { db, publish }: Uses<"db" | "publish">,
  { id: showId, keeper }: TalkOf<"show">,
  aside: { body: string },
): Promise<{ whispered: true }> {
  const { success, data } = whisperInput.safeParse({ body: aside.body.replace(/\s+/gu, " ") });
  if (!success) throw new Refusal("invalid_body", { field: "body" });
  const { body } = data;
  await db.chatWhisper.create({ data: { showId, userId: keeper.id, name: keeper.name, body } });
  publish.talkMoved(showId);
  return { whispered: true };
}
