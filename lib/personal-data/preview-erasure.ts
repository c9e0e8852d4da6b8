import type { Buyer } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { ErasurePreview } from "#lib/personal-data/schema.ts";

export async function previewErasure({ db }: Uses<"db">, { id, role }: Buyer): Promise<ErasurePreview> {
  const mine = { userId: id };
  const [held, open, over, waiting, cards, addresses, messages, passwords] = await Promise.all([
    db.preorder.count({ where: { ...mine, state: "HELD" } }),
    db.preorder.count({ where: { ...mine, state: { in: ["RESERVED", "LOCKED", "READY"] } } }),
    db.preorder.count({ where: { ...mine, state: { in: ["DELIVERED", "CANCELLED", "EXPIRED"] } } }),
    db.queueEntry.count({ where: { ...mine, state: "WAITING" } }),
    db.paymentMethod.count({ where: { ...mine, removedAt: null } }),
    db.savedAddress.count({ where: mine }),
    db.chatMessage.count({ where: mine }),
    db.account.count({ where: { ...mine, providerId: "credential" } }),
  ]);
  const counts = { held, open, over, waiting, cards, addresses, messages };
  return { ...counts, hasPassword: passwords > 0, isStaff: role !== "viewer" };
}
