import type { Operator } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import { findNotice, listNotices } from "#lib/notices/queries.ts";
import { resendNotice } from "#lib/notices/resend-notice.ts";
import { noticeMail, noticePage, noticeQuery } from "#lib/notices/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { app, route } = openRoutes("Ops");
export const noticeRoutes = app;

route.operator.get(
  "/ops/notices",
  { summary: "The outbox of mails, newest first", query: noticeQuery, answer: noticePage },
  ({ who, query }) => listNotices(who, query),
);
route.operator.get("/ops/notices/{id}", { summary: "One mail, rendered", answer: noticeMail }, ({ who, id }) =>
  existing(who, id),
);
route.operator.post(
  "/ops/notices/{id}/resend",
  { summary: "Send a mail again", answer: noticeMail },
  async ({ who, id }) => {
    await resendNotice(who, id);
    return existing(who, id);
  },
);

async function existing(operator: Operator, id: string) {
  const notice = await findNotice(operator, id);
  if (!notice) throw new Refusal("not_found");
  return notice;
}
