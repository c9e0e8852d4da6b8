import { requireDeskOf } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";

/** Who asks is looked up only where it matters. */
type Asker = () => Promise<Actor | null>;

/** How long others may keep an answer about a show: a second, and one about a draft not at all. */
export const cacheOf = (isDraft: boolean) => (isDraft ? "private, no-store" : "public, max-age=0, s-maxage=1");

/**
 * A draft is there for those who work its desk; for everybody else, as for a show that there never was, it refuses with not_found.
 * Returns the Cache-Control of an answer that is the same for everybody who gets it.
 */
export async function requireVisible(
  { db, rooms }: Uses<"db" | "rooms">,
  asker: Asker,
  showId: string,
): Promise<string> {
  // Of a room that is warm nothing is asked: viewers come in thousands.
  const warm = rooms.peek(showId);
  if (warm && warm.state.status !== "DRAFT") return cacheOf(false);
  const show = await db.show.findUnique({ where: { id: showId }, select: { status: true } });
  if (!show) throw new Refusal("not_found");
  const isDraft = show.status === "DRAFT";
  if (isDraft) await requireOwnDraft({ db }, asker, showId);
  return cacheOf(isDraft);
}

/** Refuses with not_found for everybody who does not work the desk. */
export async function requireOwnDraft({ db }: Uses<"db">, asker: Asker, showId: string): Promise<void> {
  await requireDeskOf(db, await asker(), "show", showId).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal("not_found") : error;
  });
}
