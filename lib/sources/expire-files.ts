import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { removeFile } from "#lib/sources/files.ts";

/** What of a show that has been over for a week was only there to be shown; the recording keeps what was. */
const isOver = `show_id IN (SELECT id FROM show WHERE (status = 'ENDED' AND ended_at < now() - interval '7 days')
  OR (status = 'CANCELLED' AND cancelled_at < now() - interval '7 days'))`;

export const fileExpiry: TimedWork<Uses<"db" | "env">> = {
  name: "expire-show-files",
  every: 60,
  due: `EXISTS (SELECT FROM show_file WHERE ${isOver})`,
  work: expireFiles,
};

/** The file goes before its row, so that one that could not be removed is tried again. Any process may run it. */
async function expireFiles({ db, env }: Uses<"db" | "env">): Promise<void> {
  const due = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id::text AS id FROM show_file WHERE ${isOver} LIMIT 20`,
  );
  for (const { id } of due) {
    await removeFile(env.DATA_DIR, id);
    await db.showFile.deleteMany({ where: { id } });
  }
}
