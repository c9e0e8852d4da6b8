import type { NoticeQuery } from "#lib/notices/schema.ts";

/** The outbox as it is filtered, with one mail open or none. */
export function outboxHref(query: NoticeQuery & { open?: string }): string {
  const filled = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return filled.length > 0 ? `/ops/outbox?${new URLSearchParams(filled)}` : "/ops/outbox";
}
