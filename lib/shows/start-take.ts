import type { HostOf } from "#lib/accounts/gate.ts";
import { container } from "#lib/container.ts";
import type { StartTake, TakeStarted } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";

/** Opens a take: the video that follows replaces what was on air. Refuses with show_not_live or show_ended. */
export async function startTake(show: HostOf<"show">, hints: StartTake): Promise<TakeStarted> {
  const { db, channels } = container();
  const { status } = await db.show.findUniqueOrThrow({ where: { id: show.id }, select: { status: true } });
  if (status !== "LIVE") throw new Refusal(status === "ENDED" ? "show_ended" : "show_not_live");
  const started = channels.open(show.id).startTake(hints);
  if ("refused" in started)
    throw new Refusal(started.refused === "show_ended" ? "show_ended" : "invalid_body", { field: "mimeType" });
  return started;
}
