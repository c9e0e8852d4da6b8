import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, openOrder, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, reason: z.string() });

/** Says that it was done and why; where it goes stands with the order, for its buyer alone. */
export const addressCorrected = kind(facts, ({ order, reason }, say) => {
  const { t } = say;
  return mail({
    subject: t("addressCorrected.subject", { what: nameOf(order) }),
    preview: t("addressCorrected.lead"),
    paragraphs: [t("addressCorrected.lead"), t("addressCorrected.how")],
    rows: [{ name: t("addressCorrected.reason"), value: reason, strong: true }, ...orderRows(order, say)],
    action: openOrder(order, say),
  });
});
