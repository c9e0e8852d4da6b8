import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { speaksForHouse } from "#lib/live/contract.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { Refusal } from "#lib/refusal.ts";
import { namesAddress } from "./names-address.ts";

type Facts = {
  speakers: "everyone" | "buyers" | "staff";
  links: boolean;
  showRole: "moderator" | "producer" | null;
  isSilenced: boolean;
  reason: string | null;
  /** Seconds until the silence ends; null is for good. */
  silentFor: number | null;
  /** Seconds until slow mode lets them say the next line. */
  slowFor: number;
  hasBought: boolean;
};

type Speaking = { showId: string; text: string; origin: Origin };

/**
 * Whether somebody may say this in a show now, by its rules and by who was silenced: the account, the browser or the address. One
 * statement. Returns as what they speak. Staff are free of all rules. Refuses with not_found, chat_banned, chat_silenced,
 * chat_for_staff, chat_for_buyers, chat_slow or chat_without_links.
 */
export async function maySpeak(
  app: Uses<"db">,
  author: Buyer,
  { showId, text, origin }: Speaking,
): Promise<Buyer["role"]> {
  if (speaksForHouse(author.role)) return author.role;
  const facts = await readFacts(app, author, { showId, origin });
  if (facts.showRole) return facts.showRole;
  const { reason } = facts;
  if (facts.isSilenced && facts.silentFor === null) throw new Refusal("chat_banned", { detail: { reason } });
  if (facts.isSilenced) throw new Refusal("chat_silenced", { retryAfter: facts.silentFor ?? 1, detail: { reason } });
  if (facts.speakers === "staff") throw new Refusal("chat_for_staff");
  if (facts.speakers === "buyers" && !facts.hasBought) throw new Refusal("chat_for_buyers");
  if (!facts.links && namesAddress(text)) throw new Refusal("chat_without_links", { field: "body" });
  if (facts.slowFor > 0) throw new Refusal("chat_slow", { retryAfter: facts.slowFor });
  return author.role;
}

async function readFacts(
  { db }: Uses<"db">,
  { id }: Buyer,
  { showId, origin }: Omit<Speaking, "text">,
): Promise<Facts> {
  const [facts] = await db.$queryRaw<Facts[]>`
    SELECT s.chat_speakers::text AS speakers, s.chat_links AS links,
      (SELECT role::text FROM show_role WHERE show_id = s.id AND user_id = ${id}::uuid) AS "showRole",
      x.id IS NOT NULL AS "isSilenced", x.reason, ceil(extract(epoch FROM x.until - now()))::int AS "silentFor",
      CASE WHEN s.chat_slow_seconds = 0 THEN 0 ELSE coalesce((
        SELECT ceil(s.chat_slow_seconds - extract(epoch FROM now() - max(m.at)))::int FROM chat_message m
        WHERE m.user_id = ${id}::uuid AND m.show_id = s.id AND m.at > now() - make_interval(secs => s.chat_slow_seconds)), 0)
      END AS "slowFor",
      s.chat_speakers <> 'buyers' OR EXISTS (
        SELECT FROM preorder o WHERE o.user_id = ${id}::uuid AND o.state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')) AS "hasBought"
    FROM show s LEFT JOIN LATERAL (
      SELECT c.id, c.reason, c.until FROM chat_silence c
      WHERE c.lifted_at IS NULL AND (c.until IS NULL OR c.until > now()) AND (c.show_id IS NULL OR c.show_id = s.id)
        AND (c.user_id = ${id}::uuid OR c.device = ${origin.device} OR c.network = ${origin.network})
      ORDER BY c.until DESC NULLS FIRST LIMIT 1) x ON true
    WHERE s.id = ${showId}::uuid`;
  if (!facts) throw new Refusal("not_found", { field: "showId" });
  return facts;
}
