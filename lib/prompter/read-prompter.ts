import type { Uses } from "#lib/container.ts";
import { hashPrompterKey } from "#lib/prompter/pair-prompter.ts";
import { type PrompterView, prompterKey } from "#lib/prompter/schema.ts";

type Row = Omit<PrompterView, "title" | "script" | "place"> & {
  title: string | null;
  script: string | null;
  place: number | null;
  isStale: boolean;
};

/** What the screen of an address reads now; null where nothing has it, or not any more. Asked each second: of all scripts one is read. */
export async function readPrompter({ db }: Uses<"db">, key: string): Promise<PrompterView | null> {
  if (!prompterKey.safeParse(key).success) return null;
  const keyHash = hashPrompterKey(key);
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.run_version AS version, x.id::text AS "segmentId", x.title, g.script, x.place, x.next,
      (SELECT count(*)::int FROM segment WHERE show_id = s.id) AS count,
      coalesce(l.seen_at < now() - interval '30 seconds', true) AS "isStale"
    FROM prompter_link l JOIN show s ON s.id = l.show_id
    LEFT JOIN LATERAL (
      SELECT id, title, (row_number() OVER plan)::int AS place, lead(title) OVER plan AS next FROM segment WHERE show_id = s.id
      WINDOW plan AS (ORDER BY position, created_at, id) ORDER BY id = s.run_segment_id DESC NULLS LAST, position, created_at, id LIMIT 1) x ON true
    LEFT JOIN segment g ON g.id = x.id
    WHERE l.key_hash = ${keyHash} AND l.expires_at > now()`;
  if (!row) return null;
  const { isStale, title, script, place, ...rest } = row;
  if (isStale) await db.$executeRaw`UPDATE prompter_link SET seen_at = now() WHERE key_hash = ${keyHash}`;
  return { ...rest, title: title ?? "", script: script ?? "", place: place ?? 0 };
}
