import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { showEvent } from "#lib/notices/kinds/show-event.ts";
import { mail } from "#lib/notices/mail.ts";

/** `title` as the reader knows the show; moments as ISO time. */
const facts = z.object({
  showId: z.uuid(),
  title: z.string(),
  link: z.url(),
  from: z.string(),
  to: z.string(),
  sequence: z.int(),
});

/** To whoever waits for a show that begins at another time. */
export const showMoved = kind(facts, ({ from, to, ...show }, { t, moment }) => {
  const [title, time] = [show.title, moment(to)];
  return mail({
    subject: t("showMoved.subject", { title }),
    preview: t("showMoved.preview", { time }),
    paragraphs: [t("showMoved.lead", { title, time })],
    rows: [
      { name: t("showMoved.now"), value: time, strong: true },
      { name: t("showMoved.before"), value: moment(from) },
    ],
    action: { label: t("showMoved.action"), href: show.link },
    notes: [t("showMoved.kept")],
    calendar: [showEvent(show, to)],
  });
});
