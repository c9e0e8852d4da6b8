import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { closeAll } from "#lib/shows/end-show.ts";
import { moveShow } from "#lib/shows/move-show.ts";
import { tellWaiting } from "#lib/shows/tell-waiting.ts";
import { Prisma } from "#prisma/client/client.ts";

/**
 * Calls a published show off, with its drops, and its sales unless they shall go on. Orders stay as they are, its page says it, and
 * whoever waits is told by mail. Twice is one act. Refuses as `moveShow` does.
 */
export async function cancelShow(
  { engine, env, publish, sources }: Uses<"engine" | "env" | "publish" | "sources">,
  show: DeskOf<"show">,
  { closeSales }: { closeSales: boolean },
): Promise<void> {
  await engine.commit(async (write) => {
    const { tx } = write;
    if (!(await moveShow(tx, show.id, "cancel", Prisma.sql`, cancelled_at = now()`))) return;
    const { startsAt, moves } = await tx.show.findUniqueOrThrow({ where: { id: show.id } });
    // Before the drops close: then nobody waits in them any more.
    await tellWaiting(
      tx,
      { env },
      {
        showId: show.id,
        occasion: String(moves),
        write: ({ title, link, ordered }) => ({
          kind: "showCancelled",
          facts: { showId: show.id, title, link, at: startsAt.toISOString(), ordered, sequence: moves + 1 },
        }),
      },
    );
    await tx.$executeRaw`UPDATE show_file SET plays_at = NULL WHERE show_id = ${show.id}::uuid`;
    await closeAll({ write, show, closeSales, action: "show.cancelled" });
  });
  sources.end(show.id);
  publish.statusChanged(show.id, "CANCELLED", "ended");
}
