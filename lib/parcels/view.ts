import type { ParcelView } from "#lib/parcels/schema.ts";

type Row = { carrier: string; tracking: string; sentAt: Date; returnedAt: Date | null; returnedWhy: string | null };

export function viewParcel({ sentAt, returnedAt, ...parcel }: Row): ParcelView {
  return { ...parcel, sentAt: sentAt.toISOString(), returnedAt: returnedAt?.toISOString() ?? null };
}

/** Whether it is with its sender again, and nothing is on its way. */
export function cameBack(parcel: { returnedAt: unknown } | null | undefined): boolean {
  return parcel != null && parcel.returnedAt !== null;
}
