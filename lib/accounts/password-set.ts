import { randomUUID } from "node:crypto";
import type { Uses } from "#lib/container.ts";
import { adoptWaitingOrders } from "#lib/engine/adopt-guest.ts";
import { type NewNotice, notify } from "#lib/notices/notify.ts";
import type { Prisma } from "#prisma/client/client.ts";

/**
 * What a new password by mail proves, inside the transaction that sets it: the address. An account that never had proven it may have
 * been somebody else's until now, so what was kept to pay with is forgotten.
 */
export async function onPasswordSet(
  app: Uses<"env">,
  tx: Prisma.TransactionClient,
  { id, email, emailVerified }: { id: string; email: string; emailVerified: boolean },
  device: string | null,
): Promise<void> {
  await tx.$executeRaw`DELETE FROM verification WHERE value = ${id}`;
  await tx.$executeRaw`DELETE FROM known_device WHERE user_id = ${id}::uuid`;
  // Who reads the mails is half in where there is a second factor: the browser is not known by that.
  const factors = await tx.factor.count({ where: { userId: id } });
  if (device && factors === 0) await tx.knownDevice.create({ data: { userId: id, device } });
  if (!emailVerified) {
    await tx.factor.deleteMany({ where: { userId: id } });
    await forgetWaysToPay(tx, id);
    await tx.user.update({ where: { id }, data: { emailVerified: true } });
    await adoptWaitingOrders(tx, { accountId: id, email });
  }
  await notify(tx, [passwordNotice(app, { id, email })]);
}

/** What was kept to pay with in an account that may have been somebody else's is charged no more. */
export async function forgetWaysToPay(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE preorder SET method_id = NULL WHERE method_id IN (SELECT m.id FROM payment_method m WHERE m.user_id = ${id}::uuid)`;
  await tx.$executeRaw`UPDATE payment_method SET removed_at = now() WHERE user_id = ${id}::uuid AND removed_at IS NULL`;
}

/** Word to the owner, who may not be who did it. */
export function passwordNotice({ env }: Uses<"env">, { id, email }: { id: string; email: string }): NewNotice {
  const forgotten = `${env.PUBLIC_URL}/forgotten-password?${new URLSearchParams({ email })}`;
  return { kind: "passwordChanged", occasion: randomUUID(), to: { userId: id, address: email }, facts: { forgotten } };
}
