import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { nameOf, orderFacts, orderRows } from "#lib/notices/kinds/order.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ order: orderFacts, productLink: z.url() });

export const holdExpired = kind(facts, ({ order, productLink }, say) => {
  const { t } = say;
  return mail({
    subject: t("holdExpired.subject", { what: nameOf(order) }),
    preview: t("holdExpired.preview"),
    paragraphs: [t("holdExpired.lead"), t("holdExpired.again")],
    rows: orderRows(order, say),
    action: { label: t("holdExpired.action"), href: productLink },
    notes: [t("holdExpired.note")],
  });
});
