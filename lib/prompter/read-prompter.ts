import type { Uses } from "#lib/container.ts";
import { hashPrompterKey } from "#lib/prompter/pair-prompter.ts";
import { type PrompterView, prompterKey } from "#lib/prompter/schema.ts";
import { listSegments } from "#lib/rundown/queries.ts";

type Row = { showId: string; version: number; segmentId: string | null; isStale: boolean };

/** What the screen of an address reads now; null where nothing has it, or not any more. */
export async function readPrompter({ db }: Uses<"db">, key: string): Promise<PrompterView | null> {
  if (!prompterKey.safeParse(key).success) return null;
  const keyHash = hashPrompterKey(key);
  const [link] = await db.$queryRaw<Row[]>`
    SELECT s.id::text AS "showId", s.run_version AS version, s.run_segment_id::text AS "segmentId",
      coalesce(l.seen_at < now() - interval '30 seconds', true) AS "isStale"
    FROM prompter_link l JOIN show s ON s.id = l.show_id WHERE l.key_hash = ${keyHash} AND l.expires_at > now()`;
  if (!link) return null;
  if (link.isStale) await db.$executeRaw`UPDATE prompter_link SET seen_at = now() WHERE key_hash = ${keyHash}`;
  const segments = await listSegments(db, link.showId);
  const index = Math.max(
    0,
    segments.findIndex(({ id }) => id === link.segmentId),
  );
  const segment = segments[index];
  return {
    version: link.version,
    segmentId: segment?.id ?? null,
    title: segment?.title ?? "",
    script: segment?.script ?? "",
    place: segment ? index + 1 : 0,
    count: segments.length,
    next: segments[index + 1]?.title ?? null,
  };
}
