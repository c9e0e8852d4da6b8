import type { Purse } from "#lib/accounts/guesses.ts";
import { knowsDevice, rememberDevice } from "#lib/accounts/known-devices.ts";
import type { Asking, Transaction } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";
import { spendAppCode } from "#lib/factors/app-codes.ts";
import { type Holder, markProven } from "#lib/factors/holder.ts";
import { checkPasskey } from "#lib/factors/passkeys.ts";
import { spendRecoveryCode } from "#lib/factors/recovery-codes.ts";
import type { AskedFactor, ShownFactor } from "#lib/factors/schema.ts";
import { factorNotice } from "#lib/factors/tell-of-change.ts";
import { notify } from "#lib/notices/notify.ts";
import { Refusal } from "#lib/refusal.ts";

type ShowingUses = Uses<"db" | "env" | "factorSeal" | "guesses">;

/** What an account may show. */
export async function askedOf({ db }: Uses<"db">, { userId }: Pick<Holder, "userId">): Promise<AskedFactor> {
  const [factors, codesLeft] = await Promise.all([
    db.factor.findMany({ where: { userId, confirmedAt: { not: null } }, select: { kind: true } }),
    db.recoveryCode.count({ where: { userId } }),
  ]);
  const has = (kind: string) => factors.some((factor) => factor.kind === kind);
  return { app: has("app"), passkey: has("passkey"), codesLeft };
}

/**
 * The second step: a factor of the account makes a half session whole, and shows of a whole one that it is still theirs. Wrong ones count
 * on the account and the network together; a browser that was let in before is counted by itself. Refuses with factor_wrong or
 * rate_limited.
 */
export async function showFactor(
  app: ShowingUses,
  holder: Holder,
  shown: ShownFactor,
  { client, device }: Asking,
): Promise<void> {
  const { db, guesses } = app;
  const isKnown = device !== null && (await knowsDevice(app, holder.email, device));
  const purses = pursesOf(holder, shown, isKnown ? { device } : { network: client.network });
  await guesses.take(purses);
  try {
    await db.$transaction(async (tx) => {
      if (!(await isRight(app, tx, holder, shown))) throw new Refusal("factor_wrong", { field: fieldOf(shown) });
      await markProven(tx, holder.token);
    });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "factor_wrong")) await guesses.giveBack(purses);
    throw error;
  }
  await guesses.giveBack(purses);
  await guesses.clear(purses.slice(0, 1));
  await rememberDevice(app, holder.email, device);
}

/** Six digits can be guessed from many networks at once, recovery codes and passkeys cannot: those stay open to the owner. */
function pursesOf({ userId }: Holder, shown: ShownFactor, from: { device: string } | { network: string }): Purse[] {
  if ("device" in from) return [["factors", `${userId} in ${from.device}`]];
  const purses: Purse[] = [
    ["factors", `${userId} from ${from.network}`],
    ["factorsByNetwork", from.network],
  ];
  return "code" in shown ? [...purses, ["factorsByAccount", userId]] : purses;
}

async function isRight(app: ShowingUses, tx: Transaction, holder: Holder, shown: ShownFactor): Promise<boolean> {
  if ("code" in shown) return spendAppCode(tx, app.factorSeal, holder.userId, shown.code);
  if ("passkey" in shown) return checkPasskey(app, tx, holder, shown.passkey);
  if (!(await spendRecoveryCode(tx, holder.userId, shown.recovery))) return false;
  await notify(tx, [factorNotice(app, { id: holder.userId, email: holder.email }, { change: "codeUsed", name: "" })]);
  return true;
}

function fieldOf(shown: ShownFactor): string {
  return "code" in shown ? "code" : "recovery" in shown ? "recovery" : "passkey";
}
