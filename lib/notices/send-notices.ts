import type { Uses } from "#lib/container.ts";
import { Throttle } from "#lib/jobs/throttle.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import { blameFor, parallelMails } from "#lib/notices/mailer.ts";
import { findTooMany } from "#lib/notices/spare-strangers.ts";
import { writeMail } from "#lib/notices/write-mail.ts";
import type { Notice } from "#prisma/client/client.ts";

type Stored = "id" | "kind" | "preorderId" | "address" | "locale" | "timeZone" | "facts" | "tries" | "resends";
type Taken = Pick<Notice, Stored> & { isStale: boolean };
type Outcome = "SENT" | "KEPT" | "FAILED" | "STALE";

const most = 100;
const maxTries = 12;
const longest = 20_000;

export const mailDelivery: TimedWork<Uses<"db" | "env" | "guesses" | "mailer" | "shop">> = {
  name: "send-notices",
  every: 1,
  due: "EXISTS (SELECT FROM notice WHERE state = 'WAITING' AND try_after <= now())",
  work: sendNotices,
};

/**
 * Sends what waits in the outbox, at least once: a process that dies between the send and its record leaves a mail that is
 * sent again under the same Message-ID. Any number of processes may run it; a row is taken by one of them at a time.
 */
export async function sendNotices(app: Uses<"db" | "env" | "guesses" | "mailer" | "shop">): Promise<void> {
  const until = Date.now() + longest;
  const throttle = new Throttle();
  let isAway = false;
  const mayGoOn = () => !isAway && Date.now() < until;
  while (mayGoOn()) {
    const taken = await takeDue(app);
    if (taken.length === 0) return;
    const waiting = await settleUnsent(app, taken);
    const work = async () => {
      for (let next = waiting.shift(); next; next = mayGoOn() ? waiting.shift() : undefined) {
        if ((await deliver(app, next)) === "away") isAway = true;
      }
    };
    await Promise.all(Array.from({ length: parallelMails }, work));
    await putBack(app, waiting);
    await throttle.rest();
  }
}

/** Takes what is due and says when it is due again, should nobody hear of it: after a minute, then twice as long each time. */
async function takeDue({ db }: Uses<"db">): Promise<Taken[]> {
  return db.$queryRaw<Taken[]>`
    WITH taken AS (
    UPDATE notice n SET tries = tries + 1, try_after = now() + least(interval '1 minute' * 2 ^ tries, interval '15 minutes')
    WHERE id IN (
      SELECT id FROM notice WHERE state = 'WAITING' AND try_after <= now() ORDER BY try_after, created_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING created_at, id::text, kind, preorder_id::text AS "preorderId", address, locale, time_zone AS "timeZone", facts, tries, resends,
      coalesce(useful_until <= now(), false) OR only_while IS NOT NULL AND NOT EXISTS (
        SELECT FROM preorder o WHERE o.id = n.preorder_id AND o.state = n.only_while) AS "isStale")
    SELECT * FROM taken ORDER BY created_at`;
}

/** Settles what is of no use any more, what is too much, and everything where there is no mail server. Returns the others. */
async function settleUnsent(app: Uses<"db" | "guesses" | "mailer">, taken: Taken[]): Promise<Taken[]> {
  const useful = taken.filter(({ isStale }) => !isStale);
  await settle(
    app,
    taken.filter(({ isStale }) => isStale),
    "STALE",
  );
  const tooMany = await findTooMany(app, useful);
  await settle(
    app,
    tooMany,
    "FAILED",
    "too many mails in an hour to an address that nobody has proven, or from one sender",
  );
  const wanted = useful.filter((notice) => !tooMany.includes(notice));
  if (app.mailer) return wanted;
  await settle(app, wanted, "KEPT");
  return [];
}

/** Says `away` when the mail server is at fault and not this mail, so that the others are spared. */
async function deliver(app: Uses<"db" | "env" | "mailer" | "shop">, notice: Taken): Promise<"settled" | "away"> {
  try {
    await app.mailer?.send({ to: notice.address, mail: await writeMail(app, notice), ...namesOf(app, notice) });
  } catch (error) {
    const blame = blameFor(error);
    const reason = error instanceof Error ? error.message : String(error);
    if (blame === "mail" || (blame === "moment" && notice.tries >= maxTries))
      return settle(app, [notice], "FAILED", reason);
    await app.db.$executeRaw`UPDATE notice SET error = ${reason} WHERE id = ${notice.id}::uuid AND state = 'WAITING'`;
    return blame === "server" ? "away" : "settled";
  }
  return settle(app, [notice], "SENT");
}

/** Stable names, by which mail programs see a repetition, and which mails are about one order. */
function namesOf({ env }: Uses<"env">, { id, resends, preorderId }: Taken) {
  const { hostname } = new URL(env.PUBLIC_URL);
  return {
    messageId: `<notice-${id}.${resends}@${hostname}>`,
    threadId: preorderId ? `<order-${preorderId}@${hostname}>` : null,
  };
}

async function settle(
  { db }: Uses<"db">,
  notices: Taken[],
  outcome: Outcome,
  error: string | null = null,
): Promise<"settled"> {
  const ids = notices.map(({ id }) => id);
  if (ids.length > 0)
    await db.$executeRaw`
      UPDATE notice SET state = ${outcome}::"NoticeState", settled_at = now(), error = ${error}
      WHERE id = ANY (${ids}::uuid[]) AND state = 'WAITING'`;
  return "settled";
}

/** What was taken and not tried loses no try. */
async function putBack({ db }: Uses<"db">, notices: Taken[]) {
  const ids = notices.map(({ id }) => id);
  if (ids.length === 0) return;
  await db.$executeRaw`
    UPDATE notice SET tries = tries - 1, try_after = now() + interval '10 seconds'
    WHERE id = ANY (${ids}::uuid[]) AND state = 'WAITING'`;
}
