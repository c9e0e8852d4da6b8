import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";
import { balanceFailure } from "#lib/rail-names.ts";

const facts = z.object({
  order: orderFacts,
  owedMinor: z.int(),
  failure: balanceFailure,
  /** What was charged; null when nothing was kept. */
  method: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  /** Until when the place is kept, once no try is left. */
  graceUntil: z.string().nullable(),
});

/** With the link under which the rest can be paid or another card left, on any device. */
export const balanceFailed = kind(facts, ({ order, owedMinor, failure, method, nextTryAt, graceUntil }, say) => {
  const { t, money, moment } = say;
  return mail({
    subject: t(failure === "authentication_required" ? "balanceFailed.confirm" : "balanceFailed.subject", {
      what: nameOf(order),
    }),
    preview: t(`balanceFailed.reasons.${failure}`),
    paragraphs: [
      t(`balanceFailed.reasons.${failure}`),
      nextTryAt ? t("balanceFailed.next", { time: moment(nextTryAt) }) : t("balanceFailed.noMore"),
    ],
    rows: [
      { name: t("order.number"), value: order.number },
      { name: t("order.what"), value: nameOf(order) },
      { name: t("balanceFailed.owed"), value: money(owedMinor, order.currency), strong: true },
      ...(method ? [{ name: t("balanceFailed.method"), value: method }] : []),
      ...(graceUntil ? [{ name: t("balanceFailed.keptUntil"), value: moment(graceUntil), strong: true }] : []),
    ],
    action: { label: t("balanceFailed.action"), href: order.link },
    notes: [t("balanceFailed.note")],
  });
});
