import type { MoneyReader } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { ParcelFigures } from "#lib/parcels/schema.ts";

export async function countParcels({ db }: Uses<"db">, _reader: MoneyReader): Promise<ParcelFigures> {
  const [row] = await db.$queryRaw<ParcelFigures[]>`
    SELECT count(*)::int AS sent, count(returned_at)::int AS returned, (
      SELECT count(DISTINCT o.id)::int FROM parcel p JOIN preorder o ON o.id = p.preorder_id
      WHERE p.returned_at IS NOT NULL AND o.state = 'READY'
        AND NOT EXISTS (SELECT FROM parcel n WHERE n.preorder_id = o.id AND n.returned_at IS NULL)) AS waiting
    FROM parcel WHERE sent_at > now() - interval '30 days'`;
  return row ?? { sent: 0, returned: 0, waiting: 0 };
}
