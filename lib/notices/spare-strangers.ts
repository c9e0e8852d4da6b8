import type { Purse } from "#lib/accounts/guesses.ts";
import type { Uses } from "#lib/container.ts";
import { networkOf } from "#lib/network/address-range.ts";
import type { Notice } from "#prisma/client/client.ts";

type Waiting = Pick<Notice, "id" | "kind" | "address" | "tries" | "resends">;

/** What somebody causes by an act of their own, and could cause as often as they like, to whatever address they typed. */
const selfMade = new Set<string>([
  "reserved",
  "holdExpired",
  "cancelled",
  "converted",
  "locked",
  "unlocked",
  "confirmAddress",
  "accountExists",
  "setPassword",
  "mailedCode",
]);

/**
 * Those of the notices that would be too many for an address that nobody has proven, or from whoever caused them: twelve an hour to
 * one address, forty from one browser. Each is counted when it is sent for the first time.
 */
export async function findTooMany<Row extends Waiting>(app: Uses<"db" | "guesses">, notices: Row[]): Promise<Row[]> {
  const { guesses } = app;
  const counted = notices.filter(({ kind, tries, resends }) => selfMade.has(kind) && tries <= 1 && resends === 0);
  const strangers = await findStrangers(
    app,
    counted.map(({ id }) => id),
  );
  const asked = counted.flatMap((notice) => {
    const sender = strangers.get(notice.id);
    return sender ? [{ notice, purses: pursesOf(notice.address, sender) }] : [];
  });
  const taken = await guesses.takeEach(asked.map(({ purses }) => purses));
  return asked.flatMap(({ notice }, index) => (taken[index] ? [] : [notice]));
}

type Sender = { device: string | null; ip: string | null };

function pursesOf(address: string, { device, ip }: Sender): Purse[] {
  return [
    ["mailsToStranger", address.toLowerCase()],
    ...(device ? ([["mailsByDevice", device]] satisfies Purse[]) : []),
    ...(ip ? ([["mailsByNetwork", networkOf(ip)]] satisfies Purse[]) : []),
  ];
}

/** Who caused the notices that go to an address which no account has proven. */
async function findStrangers({ db }: Uses<"db">, ids: string[]): Promise<Map<string, Sender>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<({ id: string } & Sender)[]>`
    SELECT n.id::text, s.device, nullif(s.ip_address, '') AS ip FROM notice n
    LEFT JOIN LATERAL (SELECT device, ip_address FROM session WHERE user_id = n.user_id ORDER BY created_at DESC LIMIT 1) s ON true
    WHERE n.id = ANY (${ids}::uuid[]) AND NOT EXISTS (
      SELECT FROM "user" u WHERE u.email = n.address AND (u.email_verified OR u.role NOT IN ('guest', 'viewer')))`;
  return new Map(rows.map(({ id, ...sender }) => [id, sender]));
}
