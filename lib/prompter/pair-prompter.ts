import type { DeskOf } from "#lib/accounts/gate.ts";
import { digestOf, makeKey } from "#lib/accounts/link-key.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { mostPrompters, type NewPrompter, type PrompterLink, prompterHours } from "#lib/prompter/schema.ts";
import { qrCode } from "#lib/qr-code.ts";
import { Refusal } from "#lib/refusal.ts";

type Row = { id: string; createdAt: Date; expiresAt: Date; seenAt: Date | null };

/** As the database keeps it. */
export function hashPrompterKey(key: string): string {
  return digestOf(key).toString("base64url");
}

/** Makes an address that shows the script for twelve hours, without a sign-in. Refuses with prompters_full. */
export async function pairPrompter({ db, env }: Uses<"db" | "env">, show: DeskOf<"show">): Promise<NewPrompter> {
  const { token: key } = makeKey();
  const made = await db.$transaction(async (tx) => {
    // Of two hands at once the second counts the first one's.
    await tx.$executeRaw`SELECT FROM show WHERE id = ${show.id}::uuid FOR NO KEY UPDATE`;
    await tx.$executeRaw`DELETE FROM prompter_link WHERE show_id = ${show.id}::uuid AND expires_at <= now()`;
    const count = await tx.prompterLink.count({ where: { showId: show.id } });
    if (count >= mostPrompters) throw new Refusal("prompters_full", { detail: { most: mostPrompters } });
    const [row] = await tx.$queryRaw<Row[]>`
      INSERT INTO prompter_link (id, show_id, key_hash, expires_at)
      VALUES (gen_random_uuid(), ${show.id}::uuid, ${hashPrompterKey(key)}, now() + make_interval(hours => ${prompterHours}::int))
      RETURNING id::text, created_at AS "createdAt", expires_at AS "expiresAt", seen_at AS "seenAt"`;
    if (!row) throw new Error("a prompter was paired and is not there");
    await recordAct(tx, { actorId: show.hand.id, action: "prompter.paired", subject: `show:${show.id}` });
    return row;
  });
  const address = `${env.PUBLIC_URL}/prompter/${key}`;
  return { ...view(made), address, qr: qrCode(address) };
}

/** Those that can be read now, the newest first. */
export async function listPrompters({ db }: Uses<"db">, show: DeskOf<"show">): Promise<PrompterLink[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT id::text, created_at AS "createdAt", expires_at AS "expiresAt", seen_at AS "seenAt" FROM prompter_link
    WHERE show_id = ${show.id}::uuid AND expires_at > now() ORDER BY created_at DESC, id LIMIT ${mostPrompters}`;
  return rows.map(view);
}

/** Cuts one off: it shows nothing from its next question on, which is within a second. Twice is one act. */
export async function cutPrompter({ db }: Uses<"db">, show: DeskOf<"show">, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.prompterLink.deleteMany({ where: { id, showId: show.id } });
    if (count === 0) return;
    await recordAct(tx, { actorId: show.hand.id, action: "prompter.cut", subject: `show:${show.id}` });
  });
}

export const prompterExpiry: TimedWork<Uses<"db">> = {
  name: "forget-prompters",
  every: 600,
  due: "EXISTS (SELECT FROM prompter_link WHERE expires_at < now())",
  work: ({ db }) => db.$executeRaw`DELETE FROM prompter_link WHERE expires_at < now()`,
};

function view({ id, createdAt, expiresAt, seenAt }: Row): PrompterLink {
  return {
    id,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    seenAt: seenAt?.toISOString() ?? null,
  };
}
