import type { Owner } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import type { ShippingZone, ShippingZones } from "#lib/shipping/schema.ts";
import { readZones } from "#lib/shipping/shipping-memory.ts";

/** Says anew where the shop ships and what it costs, for orders to come; those that stand keep their fee. */
export async function setZones(
  { db, shipping }: Uses<"db" | "shipping">,
  owner: Owner,
  { zones }: ShippingZones,
): Promise<ShippingZone[]> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM shop WHERE id = 1 FOR UPDATE`;
    const before = await readZones(tx);
    await tx.shippingZone.deleteMany();
    for (const [position, { countries, fees, ...zone }] of zones.entries())
      await tx.shippingZone.create({
        data: {
          ...zone,
          position,
          countries: { create: countries.map((country) => ({ country })) },
          fees: { create: fees },
        },
      });
    await recordAct(tx, {
      actorId: owner.id,
      action: "shipping.changed",
      subject: "shop",
      before: { zones: before },
      after: { zones },
    });
  });
  shipping.forget();
  return shipping.zones();
}
