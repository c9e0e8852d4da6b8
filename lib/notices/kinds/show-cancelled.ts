import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { showEvent } from "#lib/notices/kinds/show-event.ts";
import { mail } from "#lib/notices/mail.ts";

/** `at` is when it was to begin, as ISO time; `ordered` whether the reader holds an order of it. */
const facts = z.object({
  showId: z.uuid(),
  title: z.string(),
  link: z.url(),
  at: z.string(),
  ordered: z.boolean(),
  sequence: z.int(),
});

/** To whoever waits for a show that does not take place. */
export const showCancelled = kind(facts, ({ at, ordered, ...show }, { t, moment }) => {
  const { title, link } = show;
  return mail({
    subject: t("showCancelled.subject", { title }),
    preview: t(ordered ? "showCancelled.orders" : "showCancelled.nothingDue"),
    paragraphs: [
      t("showCancelled.lead", { title, time: moment(at) }),
      t(ordered ? "showCancelled.orders" : "showCancelled.nothingDue"),
    ],
    action: { label: t("showCancelled.action"), href: link },
    calendar: [{ ...showEvent(show, at), isOver: true }],
  });
});
