import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { type ChatBadge, speaksForHouse } from "#lib/live/contract.ts";
import type { Origin } from "#lib/live/speakers.ts";
import type { Chosen } from "#lib/names/name-of.ts";
import { Refusal } from "#lib/refusal.ts";
import { badgeOf } from "./badge.ts";
import { countRule } from "./count-rule.ts";
import { type Hold, isPicturesAlone, judgeLately, judgeText, type Lately, printOf } from "./judge-line.ts";
import { namesAddress } from "./names-address.ts";
import { chatFilter } from "./schema.ts";

type Facts = Lately &
  Chosen & {
    badge: ChatBadge | null;
    /** Whether the show is theirs. */
    isHost: boolean;
    speakers: "everyone" | "members" | "buyers" | "staff";
    links: boolean;
    emojiOnly: boolean;
    delaySeconds: number;
    filter: unknown;
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
 * As what somebody speaks, with what they have of the show and what they chose to be called; and whether what they say waits: for a
 * moderator, or for so many seconds.
 */
export type Speech = Chosen & {
  role: Buyer["role"];
  badge: ChatBadge | null;
  hold: Hold | null;
  delaySeconds: number;
  print: string | null;
};

/**
 * Whether somebody may say this in a show now, by its rules and by who was silenced: the account, the browser or the address. One
 * statement. Staff are free of all rules. Refuses with not_found, chat_banned, chat_silenced, chat_for_staff, chat_for_members,
 * chat_for_buyers, chat_emoji_only, chat_without_links, chat_slow or chat_blocked.
 */
export async function maySpeak(
  app: Uses<"db" | "terms">,
  author: Buyer,
  { showId, text, origin }: Speaking,
): Promise<Speech> {
  const print = printOf(text);
  const facts = await readFacts(app, author, { showId, origin, print });
  const { badge, talkName, isNameAsked, delaySeconds } = facts;
  const ofHouse = roleOfHouse(author, facts);
  const chosen = { talkName, isNameAsked };
  if (ofHouse) return { ...chosen, role: ofHouse, badge: null, hold: null, delaySeconds: 0, print: null };
  expectAllowed(author, facts, text);
  const hold = await findHold(app, { showId, text, facts });
  return { ...chosen, role: author.role === "host" ? "viewer" : author.role, badge, hold, delaySeconds, print };
}

/** The host of a show is called so there alone; null is for whoever speaks for themselves. */
function roleOfHouse({ role }: Buyer, { isHost, showRole }: Facts): Buyer["role"] | null {
  if (isHost) return "host";
  if (showRole) return showRole;
  return speaksForHouse(role) && role !== "host" ? role : null;
}

function expectAllowed({ isAnonymous }: Buyer, facts: Facts, text: string): void {
  const { reason } = facts;
  if (facts.isSilenced && facts.silentFor === null) throw new Refusal("chat_banned", { detail: { reason } });
  if (facts.isSilenced) throw new Refusal("chat_silenced", { retryAfter: facts.silentFor ?? 1, detail: { reason } });
  if (facts.speakers === "staff") throw new Refusal("chat_for_staff");
  if (facts.speakers === "members" && isAnonymous) throw new Refusal("chat_for_members");
  if (facts.speakers === "buyers" && !facts.hasBought) throw new Refusal("chat_for_buyers");
  if (facts.emojiOnly && !isPicturesAlone(text)) throw new Refusal("chat_emoji_only", { field: "body" });
  if (!facts.links && namesAddress(text)) throw new Refusal("chat_without_links", { field: "body" });
  if (facts.slowFor > 0) throw new Refusal("chat_slow", { retryAfter: facts.slowFor });
}

async function findHold(
  app: Uses<"db" | "terms">,
  { showId, text, facts }: { showId: string; text: string; facts: Facts },
): Promise<Hold | null> {
  const filter = chatFilter.parse(facts.filter);
  const lists = await app.terms.lists(showId, filter);
  const { outcome, rule, from, to } = judgeText(text, { filter, lists });
  const part = text.slice(from, to);
  if (outcome === "blocked") {
    await countRule(app.db, { showId, rule: "word", outcome: "blocked" });
    throw new Refusal("chat_blocked", { field: "body", detail: { part } });
  }
  if (rule) return { rule, part };
  const lately = judgeLately(facts, filter);
  return lately && { rule: lately, part: "" };
}

async function readFacts(
  { db }: Uses<"db">,
  { id }: Buyer,
  { showId, origin, print }: Omit<Speaking, "text"> & { print: string | null },
): Promise<Facts> {
  const [facts] = await db.$queryRaw<Facts[]>`
    SELECT CASE WHEN 'chat' = ANY (s.halts) THEN 'staff' ELSE s.chat_speakers::text END AS speakers, s.chat_links AS links, s.chat_emoji_only AS "emojiOnly", s.chat_delay_seconds AS "delaySeconds",
      coalesce(s.chat_filter, (SELECT chat_filter FROM shop WHERE id = 1), '{}') AS filter,
      (SELECT role::text FROM show_role WHERE show_id = s.id AND user_id = ${id}::uuid) AS "showRole",
      s.host_id = ${id}::uuid AS "isHost", ${badgeOf(id)} AS badge, t.name AS "talkName", t.asked_at IS NOT NULL AS "isNameAsked",
      x.id IS NOT NULL AS "isSilenced", x.reason, ceil(extract(epoch FROM x.until - now()))::int AS "silentFor",
      CASE WHEN s.chat_slow_seconds = 0 THEN 0 ELSE coalesce((
        SELECT ceil(s.chat_slow_seconds - extract(epoch FROM now() - max(m.at)))::int FROM chat_message m
        WHERE m.user_id = ${id}::uuid AND m.show_id = s.id AND m.at > now() - make_interval(secs => s.chat_slow_seconds)), 0)
      END AS "slowFor",
      (SELECT count(*)::int FROM chat_message m WHERE m.user_id = ${id}::uuid AND m.at > now() - interval '30 seconds') AS lines,
      (SELECT count(DISTINCT m.user_id)::int FROM chat_message m WHERE m.show_id = s.id AND m.print = ${print}
        AND m.user_id <> ${id}::uuid AND m.at > now() - interval '1 minute') AS echoes,
      (SELECT u.created_at > now() - interval '7 days' FROM "user" u WHERE u.id = ${id}::uuid) AND (
        SELECT count(*) < 3 FROM (SELECT FROM chat_message m WHERE m.user_id = ${id}::uuid AND m.deleted_at IS NULL LIMIT 3) few
      ) AS "isNewcomer",
      s.chat_speakers <> 'buyers' OR EXISTS (
        SELECT FROM preorder o WHERE o.user_id = ${id}::uuid AND o.state IN ('RESERVED', 'LOCKED', 'READY', 'DELIVERED')) AS "hasBought"
    FROM show s LEFT JOIN talker t ON t.user_id = ${id}::uuid LEFT JOIN LATERAL (
      SELECT c.id, c.reason, c.until FROM chat_silence c
      WHERE c.lifted_at IS NULL AND (c.until IS NULL OR c.until > now()) AND (c.show_id IS NULL OR c.show_id = s.id)
        AND (c.user_id = ${id}::uuid OR c.device = ${origin.device} OR c.network = ${origin.network})
      ORDER BY c.until DESC NULLS FIRST LIMIT 1) x ON true
    WHERE s.id = ${showId}::uuid`;
  if (!facts) throw new Refusal("not_found", { field: "showId" });
  return facts;
}
