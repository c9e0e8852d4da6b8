import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

const facts = z.object({ openOrders: z.int() });

export const accountErased = kind(facts, ({ openOrders }, { t }) =>
  mail({
    subject: t("accountErased.subject"),
    preview: t("accountErased.preview"),
    paragraphs: [
      t("accountErased.lead"),
      t("accountErased.kept"),
      ...(openOrders > 0 ? [t("accountErased.open", { count: openOrders })] : []),
    ],
    notes: [t("accountErased.note")],
  }),
);
