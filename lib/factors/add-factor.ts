import { randomUUID } from "node:crypto";
import type { Buyer } from "#lib/accounts/gate.ts";
import type { Transaction } from "#lib/accounts/mailed-codes.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import { describeApp, newSecret, stepOf } from "#lib/factors/app-codes.ts";
import { expectRecent } from "#lib/factors/holder.ts";
import { askForNewPasskey, readNewPasskey } from "#lib/factors/passkeys.ts";
import { renewRecoveryCodes } from "#lib/factors/recovery-codes.ts";
import type { NewApp, NewPasskey } from "#lib/factors/schema.ts";
import { tellOfChange } from "#lib/factors/tell-of-change.ts";
import { Refusal } from "#lib/refusal.ts";

const most = 10;
const appName = "Authenticator app";

type Adding = Uses<"db" | "env">;
/** Codes where these are the account's first. */
type Added = { recoveryCodes: string[] | null };

/**
 * Begins to set up an app: its secret is the account's only when a code of it came back. Refuses with address_unproven, proof_needed
 * or factor_exists.
 */
export async function beginApp(
  app: Uses<"db" | "factorSeal" | "shop">,
  buyer: Buyer,
  token: string | null,
): Promise<NewApp> {
  const [id, secret] = [randomUUID(), newSecret()];
  const sealedSecret = app.factorSeal.seal(secret, id);
  const { name: shop } = await app.shop.read();
  await app.db.$transaction(async (tx) => {
    await expectMayAdd(tx, buyer, token);
    await tx.factor.deleteMany({ where: { userId: buyer.id, kind: "app", confirmedAt: null } });
    if ((await tx.factor.count({ where: { userId: buyer.id, kind: "app" } })) > 0) throw new Refusal("factor_exists");
    await tx.factor.create({ data: { id, userId: buyer.id, kind: "app", name: appName, sealedSecret } });
  });
  return describeApp(secret, { shop, email: buyer.email });
}

/** Adds the app that was begun, with a code of it, which is used by that. Refuses with factor_wrong, too. */
export async function addApp(
  app: Adding & Uses<"factorSeal">,
  buyer: Buyer,
  token: string | null,
  code: string,
): Promise<Added> {
  return app.db.$transaction(async (tx) => {
    await expectMayAdd(tx, buyer, token);
    const begun = await tx.factor.findFirst({ where: { userId: buyer.id, kind: "app", confirmedAt: null } });
    const secret = begun?.sealedSecret ? app.factorSeal.open(begun.sealedSecret, begun.id) : undefined;
    const step = secret === undefined ? null : stepOf(secret, code);
    if (!begun || step === null) throw new Refusal("factor_wrong", { field: "code" });
    await tx.$executeRaw`UPDATE factor SET confirmed_at = now(), last_step = ${step} WHERE id = ${begun.id}::uuid`;
    return finish(app, tx, { buyer, token, name: "" });
  });
}

/** What the browser needs to make a passkey. Refuses with address_unproven, proof_needed or factors_full. */
export async function beginPasskey(app: Adding & Uses<"shop">, buyer: Buyer, token: string | null) {
  await app.db.$transaction((tx) => expectMayAdd(tx, buyer, token));
  return askForNewPasskey(app, { userId: buyer.id, token: token ?? "", email: buyer.email, name: buyer.name });
}

/** Adds a passkey under a name. Refuses with factor_wrong, too. */
export async function addPasskey(
  app: Adding,
  buyer: Buyer,
  token: string | null,
  { name, passkey }: { name: string; passkey: NewPasskey },
): Promise<Added> {
  const wrong = new Refusal("factor_wrong", { field: "passkey" });
  return app.db
    .$transaction(async (tx) => {
      await expectMayAdd(tx, buyer, token);
      const made = await readNewPasskey(app, tx, token ?? "", passkey);
      if (!made) throw wrong;
      await tx.factor.create({
        data: {
          ...{ id: randomUUID(), userId: buyer.id, kind: "passkey", name, confirmedAt: new Date() },
          ...{ credentialId: made.id, publicKey: made.publicKey, signCount: BigInt(made.counter) },
          transports: made.transports ?? [],
        },
      });
      return finish(app, tx, { buyer, token, name });
    })
    .catch((error: unknown) => {
      throw isDuplicateOf(error, "credential_id") ? wrong : error;
    });
}

/** The account is held, so that no session is opened beside its first factor. An address that nobody proved may be somebody else's. */
async function expectMayAdd(tx: Transaction, buyer: Buyer, token: string | null): Promise<void> {
  if (buyer.isAnonymous) throw new Refusal("not_allowed");
  if (!buyer.emailVerified && buyer.role === "viewer") throw new Refusal("address_unproven");
  await tx.$queryRaw`SELECT FROM "user" WHERE id = ${buyer.id}::uuid FOR UPDATE`;
  await expectRecent(tx, token);
  if ((await tx.factor.count({ where: { userId: buyer.id } })) > most) throw new Refusal("factors_full");
}

/** The first factor ends every other session: whoever was in without one is out. */
async function finish(
  app: Uses<"env">,
  tx: Transaction,
  { buyer, token, name }: { buyer: Buyer; token: string | null; name: string },
): Promise<Added> {
  const isFirst = (await tx.factor.count({ where: { userId: buyer.id, confirmedAt: { not: null } } })) === 1;
  if (isFirst) await tx.$executeRaw`DELETE FROM session WHERE user_id = ${buyer.id}::uuid AND token <> ${token ?? ""}`;
  const recoveryCodes = isFirst ? await renewRecoveryCodes(tx, buyer.id) : null;
  await tellOfChange(app, tx, buyer, { change: "added", name, actorId: buyer.id });
  return { recoveryCodes };
}
