import type { NoticeView } from "#lib/notices/schema.ts";
import type { Notice } from "#prisma/client/client.ts";

export function viewNotice(row: Notice, subject: string): NoticeView {
  const { id, kind, state, address, locale, preorderId, tries, resends, error, createdAt, settledAt, tryAfter } = row;
  return {
    id,
    kind,
    state,
    address,
    locale,
    subject,
    preorderId,
    tries,
    resends,
    error,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
    tryAfter: state === "WAITING" ? tryAfter.toISOString() : null,
  };
}
