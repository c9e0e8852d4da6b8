import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Outbox } from "#components/notices/outbox.tsx";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { container } from "#lib/container.ts";
import { findNotice, listNotices } from "#lib/notices/queries.ts";
import { outboxAddress } from "#lib/notices/schema.ts";
import { requireMoneyReader } from "../../require-money-reader.ts";

export const dynamic = "force-dynamic";

type OutboxPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ops.outbox"))("heading") };
}

/** Every mail that left, waits, or stayed here: the development outbox and the delivery log in one. */
export default async function OutboxPage({ searchParams }: OutboxPageProps) {
  const { reader, frame } = await requireMoneyReader("/ops/outbox");
  const { open, ...query } = outboxAddress.parse(await searchParams);
  const app = container();
  const [page, opened] = await Promise.all([
    listNotices(app, reader, query),
    open === undefined ? null : findNotice(app, reader, open),
  ]);
  return (
    <OpsFrame {...frame}>
      <Outbox page={page} query={query} opened={opened} />
    </OpsFrame>
  );
}
