import { useTranslations } from "next-intl";

/** What every number counts, for screens without a pointer. */
export function Legend() {
  const money = useTranslations("ops.money");
  const orders = useTranslations("ops.orders");
  const board = useTranslations("ops.board");
  const stock = useTranslations("ops.stock");
  const lines = [
    [money("revenueName"), money("revenueCounts")],
    [money("captured"), money("capturedCounts")],
    [money("refunded"), money("refundedCounts")],
    [money("reservedName"), money("reservedCounts")],
    [orders("held"), orders("heldCounts")],
    [orders("reserved"), orders("reservedCounts")],
    [orders("locked"), orders("lockedCounts")],
    [orders("ready"), orders("readyCounts")],
    [orders("delivered"), orders("deliveredCounts")],
    [orders("expired"), orders("expiredCounts")],
    [orders("cancelled"), orders("cancelledCounts")],
    [board("viewers"), board("viewersCounts")],
    [board("likes"), board("likesCounts")],
    [stock("total"), stock("totalCounts")],
    [stock("available"), stock("availableCounts")],
    [stock("held"), stock("heldCounts")],
    [stock("sold"), stock("soldCounts")],
    [stock("taken"), stock("takenCounts")],
  ] as const;
  return (
    <details className="border-rule border-t pt-3 text-sm">
      <summary className="slug w-fit text-soft hover:text-ink">{board("legend")}</summary>
      <dl className="mt-3 grid gap-x-10 gap-y-2 md:grid-cols-2">
        {lines.map(([name, counts]) => (
          <div key={counts} className="grid grid-cols-[9rem_1fr] gap-3">
            <dt className="font-medium">{name}</dt>
            <dd className="text-soft">{counts}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
