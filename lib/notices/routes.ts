import { createRoute } from "@hono/zod-openapi";
import { type Operator, requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, idParam } from "#lib/api/api.ts";
import { findNotice, listNotices } from "#lib/notices/queries.ts";
import { resendNotice } from "#lib/notices/resend-notice.ts";
import { noticeMail, noticePage, noticeQuery } from "#lib/notices/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const tag = "Ops";

export const noticeRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/notices",
      request: { query: noticeQuery },
      ...document({ tag, summary: "The outbox of mails, newest first", access: "operator", answer: noticePage }),
    }),
    async (c) => c.json(await listNotices(requireOperator(await actorOf(c)), c.req.valid("query")), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/notices/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "One mail, rendered", access: "operator", answer: noticeMail }),
    }),
    async (c) => c.json(await own(requireOperator(await actorOf(c)), c.req.valid("param").id), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/notices/{id}/resend",
      request: { params: idParam },
      ...document({ tag, summary: "Send a mail again", access: "operator", answer: noticeMail }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      const { id } = c.req.valid("param");
      await resendNotice(operator, id);
      return c.json(await own(operator, id), 200);
    },
  );

async function own(operator: Operator, id: string) {
  const notice = await findNotice(operator, id);
  if (!notice) throw new Refusal("not_found");
  return notice;
}
