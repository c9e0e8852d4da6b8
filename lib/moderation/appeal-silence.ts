import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { readShopFilter } from "./talk-rules.ts";

/**
 * Whoever is silenced objects, once for each silence: it waits where reports do. What holds in every show is answered where the line was
 * said. Refuses with not_found, silence_over or appeal_made.
 */
export async function appealSilence(
  { db, publish }: Uses<"db" | "publish">,
  person: Buyer,
  { silenceId, plea }: { silenceId: string; plea: string },
): Promise<void> {
  const showId = await db.$transaction(async (tx) => {
    const [silence] = await tx.$queryRaw<{ showId: string | null; isOver: boolean }[]>`
      SELECT coalesce(show_id, said_in_id) AS "showId", lifted_at IS NOT NULL OR coalesce(until <= now(), false) AS "isOver"
      FROM chat_silence WHERE id = ${silenceId}::uuid AND user_id = ${person.id}::uuid`;
    if (!silence?.showId) throw new Refusal("not_found");
    if (silence.isOver) throw new Refusal("silence_over");
    const { answerHours } = await readShopFilter(tx);
    const made = await tx.$executeRaw`
      INSERT INTO talk_case (id, show_id, silence_id, plea, due_at)
      VALUES (gen_random_uuid(), ${silence.showId}::uuid, ${silenceId}::uuid, ${plea}, now() + make_interval(hours => ${answerHours}))
      ON CONFLICT (silence_id) DO NOTHING`;
    if (made === 0) throw new Refusal("appeal_made");
    return silence.showId;
  });
  publish.talkMoved(showId);
}
