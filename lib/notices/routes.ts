import type { MoneyReader } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Uses } from "#lib/container.ts";
import { findNotice, listNotices } from "#lib/notices/queries.ts";
import { resendNotice } from "#lib/notices/resend-notice.ts";
import { mailTrialView, noticeMail, noticePage, noticeQuery } from "#lib/notices/schema.ts";
import { tryMail } from "#lib/notices/try-mail.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Ops");
export const noticeRoutes = routes;

route.moneyReader.get(
  "/ops/notices",
  { summary: "The outbox of mails, newest first", query: noticeQuery, answer: noticePage },
  ({ app, who, query }) => listNotices(app, who, query),
);
route.moneyReader.get("/ops/notices/{id}", { summary: "One mail, rendered", answer: noticeMail }, ({ app, who, id }) =>
  existing(app, who, id),
);
route.operator.post(
  "/ops/notices/{id}/resend",
  { summary: "Send a mail again", answer: noticeMail },
  async ({ app, who, id }) => {
    await resendNotice(app, who, id);
    return existing(app, who, id);
  },
);
route.owner.post(
  "/settings/test-mails",
  {
    tag: "Shop",
    summary: "Send me a mail now, and say what the mail server answered",
    answer: mailTrialView,
    makes: true,
  },
  ({ app, who }) => tryMail(app, who),
);

async function existing(app: Uses<"db" | "env" | "shop">, reader: MoneyReader, id: string) {
  const notice = await findNotice(app, reader, id);
  if (!notice) throw new Refusal("not_found");
  return notice;
}
