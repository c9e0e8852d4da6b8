import { randomUUID } from "node:crypto";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { findPublicAddress } from "#lib/network/public-address.ts";
import { Refusal } from "#lib/refusal.ts";
import type { TargetInput } from "#lib/restreams/schema.ts";

const maxTargets = 6;

/**
 * Adds a target; on air it gets the show from the next key frame on. Refuses with target_private when the address leads into
 * a private network, and with targets_full.
 */
export async function addTarget(
  { db, env, restreams, keySeal }: Uses<"db" | "env" | "keySeal" | "restreams">,
  show: DeskOf<"show">,
  { name, address, key }: TargetInput,
): Promise<void> {
  const found = await findPublicAddress(new URL(address).hostname, { allowPrivate: env.ALLOW_PRIVATE_ADDRESSES });
  if ("trouble" in found)
    throw new Refusal(found.trouble === "address_private" ? "address_private" : "address_unknown", {
      field: "address",
    });
  const id = randomUUID();
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM show WHERE id = ${show.id}::uuid FOR UPDATE`;
    if ((await tx.restreamTarget.count({ where: { showId: show.id } })) >= maxTargets)
      throw new Refusal("targets_full", { detail: { most: maxTargets } });
    await tx.restreamTarget.create({ data: { id, showId: show.id, name, address, sealedKey: keySeal.seal(key, id) } });
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.restream_added",
      subject: `show:${show.id}`,
      after: { id, name, address },
    });
  });
  await restreams.reload(show.id);
}

/** Switches a target on or off. Refuses with not_found. */
export async function switchTarget(
  { db, restreams }: Uses<"db" | "restreams">,
  show: DeskOf<"show">,
  targetId: string,
  isOn: boolean,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.restreamTarget.updateMany({ where: { id: targetId, showId: show.id }, data: { isOn } });
    if (count === 0) throw new Refusal("not_found");
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.restream_switched",
      subject: `show:${show.id}`,
      after: { id: targetId, isOn },
    });
  });
  await restreams.reload(show.id);
}

/** Removes a target with its key. Refuses with not_found. */
export async function removeTarget(
  { db, restreams }: Uses<"db" | "restreams">,
  show: DeskOf<"show">,
  targetId: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.restreamTarget.deleteMany({ where: { id: targetId, showId: show.id } });
    if (count === 0) throw new Refusal("not_found");
    await recordAct(tx, {
      actorId: show.hand.id,
      action: "show.restream_removed",
      subject: `show:${show.id}`,
      before: { id: targetId },
    });
  });
  await restreams.reload(show.id);
}
