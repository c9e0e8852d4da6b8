import type { LiveMoment } from "#lib/live/contract.ts";
import type { Moment } from "#prisma/client/client.ts";
import type { MomentView } from "./schema.ts";

export function viewMoment({ id, kind, threshold, text, firedAt }: Moment): MomentView {
  return { id, kind, threshold: Number(threshold), text, firedAt: firedAt?.toISOString() ?? null };
}

/** As the room hears of it; only of one that has come. */
export function viewLiveMoment(moment: Moment): LiveMoment[] {
  const { firedAt, ...view } = viewMoment(moment);
  return firedAt ? [{ ...view, at: firedAt }] : [];
}
