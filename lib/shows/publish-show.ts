import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { moveShow } from "#lib/shows/move-show.ts";

/** Lets everybody see a draft; there is no way back but to cancel it. Twice is one act. Refuses as `moveShow` does. */
export async function publishShow({ db, publish }: Uses<"db" | "publish">, show: DeskOf<"show">): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await moveShow(tx, show.id, "publish"))) return;
    await recordAct(tx, { actorId: show.hand.id, action: "show.published", subject: `show:${show.id}` });
  });
  publish.statusChanged(show.id, "SCHEDULED");
}
