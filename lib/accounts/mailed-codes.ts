import { createHash, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import type { Purse } from "#lib/accounts/guesses.ts";
import { knowsDevice } from "#lib/accounts/known-devices.ts";
import type { CodePurpose } from "#lib/accounts/schema.ts";
import type { Uses } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";
import type { Client } from "#lib/network/clients.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Reader } from "#lib/words/reader.ts";

export type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];
/** Who asks, and who answers: a code works in the browser that asked for it alone. */
export type Asking = { client: Client; device: string | null };
type Asked = { purpose: CodePurpose; address: string; userId?: string; reader?: Reader };
type Answered = { purpose: CodePurpose; ticket: string; code: string; userId?: string };

const goodForMinutes = 10;
/** Wrong answers to one mail. */
const maxMisses = 5;

/**
 * Mails six digits to an address and returns the ticket that they are good with, once, for ten minutes. It does the same whatever there is
 * at that address, so neither the answer nor its time says. Browsers that the account knows are counted apart: strangers use up
 * nothing of theirs. Refuses with rate_limited.
 */
export async function mailCode(
  app: Uses<"db" | "guesses">,
  { purpose, address, userId, reader }: Asked,
  { client, device }: Asking,
): Promise<string> {
  const isKnown = device !== null && (await knowsDevice(app, address, device));
  await app.guesses.take([
    ["codesByMailbox", isKnown ? `${address} in ${device}` : address],
    ["linksByNetwork", client.network],
  ]);
  const [id, code] = [randomUUID(), String(randomInt(1_000_000)).padStart(6, "0")];
  await app.db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO mailed_code (id, purpose, address, user_id, device, hash, expires_at)
      VALUES (${id}::uuid, ${purpose}, ${address}, ${userId ?? null}::uuid, ${device}, ${hashOf(id, code)}, now() + ${goodForMinutes} * interval '1 minute')`;
    const to = { address, ...(userId ? { userId } : {}), ...reader };
    await notify(tx, [{ kind: "mailedCode", occasion: id, to, facts: { code, purpose } }]);
  });
  return id;
}

/**
 * Runs `act` with the address that a code proves, in the transaction that uses the code up: what fails uses nothing up, and of many at
 * once one gets through. Wrong ones count on the ticket, the address and the network. Refuses with mailed_code_wrong or rate_limited.
 */
export async function withCode<Result>(
  app: Uses<"db" | "guesses">,
  answered: Answered,
  { client, device }: Asking,
  act: (tx: Transaction, address: string) => Promise<Result>,
): Promise<Result> {
  const { db, guesses } = app;
  const ticket = await db.mailedCode.findUnique({ where: { id: answered.ticket }, select: { address: true } });
  const address = ticket?.address ?? "";
  const isKnown = device !== null && (await knowsDevice(app, address, device));
  const purses: Purse[] = [["mailedCodesByNetwork", client.network]];
  if (ticket) purses.push(["mailedCodes", isKnown ? `${address} in ${device}` : address]);
  await guesses.take(purses);
  try {
    const done = await db.$transaction(async (tx) => {
      if (!(await useUp(tx, answered, device))) return null;
      return { result: await act(tx, address) };
    });
    if (!done) throw new Refusal("mailed_code_wrong", { field: "code" });
    await guesses.giveBack(purses);
    return done.result;
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "mailed_code_wrong")) await guesses.giveBack(purses);
    throw error;
  }
}

/** Whether it is right; then it is gone. A wrong one is counted, and after five the right one is wrong too. */
async function useUp(tx: Transaction, { purpose, ticket, code, userId }: Answered, device: string | null) {
  const [row] = await tx.$queryRaw<{ hash: string }[]>`
    SELECT hash FROM mailed_code WHERE id = ${ticket}::uuid AND purpose = ${purpose} AND user_id IS NOT DISTINCT FROM ${userId ?? null}::uuid
      AND device IS NOT DISTINCT FROM ${device} AND misses < ${maxMisses} AND expires_at > now() FOR UPDATE`;
  if (!row) return false;
  const isRight = timingSafeEqual(Buffer.from(hashOf(ticket, code)), Buffer.from(row.hash));
  if (isRight) await tx.mailedCode.delete({ where: { id: ticket } });
  else await tx.$executeRaw`UPDATE mailed_code SET misses = misses + 1 WHERE id = ${ticket}::uuid`;
  return isRight;
}

function hashOf(id: string, code: string): string {
  return createHash("sha256").update(`${id.toLowerCase()}:${code}`).digest("base64url");
}

export const codeExpiry: TimedWork<Uses<"db">> = {
  name: "forget-mailed-codes",
  every: 60,
  due: "EXISTS (SELECT FROM mailed_code WHERE expires_at < now() - interval '1 minute')",
  work: ({ db }) => db.$executeRaw`DELETE FROM mailed_code WHERE expires_at < now()`,
};
