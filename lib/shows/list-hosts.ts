import type { Uses } from "#lib/container.ts";
import type { ShowHost } from "#lib/shows/schema.ts";

/** Whoever hosts shows that everybody may see, the most seen first. */
export async function listHosts({ db }: Uses<"db">): Promise<ShowHost[]> {
  return db.$queryRaw<ShowHost[]>`
    SELECT u.id::text, u.name, u.image, count(*)::int AS shows FROM show s JOIN "user" u ON u.id = s.host_id
    WHERE s.status IN ('SCHEDULED', 'LIVE', 'ENDED') AND s.archived_at IS NULL AND u.erased_at IS NULL
    GROUP BY u.id ORDER BY count(*) DESC, u.name LIMIT 24`;
}
