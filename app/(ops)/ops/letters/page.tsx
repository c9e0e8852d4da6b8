import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OpsFrame } from "#components/ops/ops-frame.tsx";
import { ThreadList } from "#components/threads/thread-list.tsx";
import { container } from "#lib/container.ts";
import { listThreads } from "#lib/threads/queries.ts";
import { threadQuery } from "#lib/threads/schema.ts";
import { requireMoneyReader } from "../../require-money-reader.ts";

export const dynamic = "force-dynamic";

type LettersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What an address may say; what it says wrongly is left out. */
const asked = threadQuery.extend({
  which: threadQuery.shape.which.catch("waiting"),
  after: threadQuery.shape.after.catch(undefined),
  limit: threadQuery.shape.limit.catch(50),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("threads.desk"))("heading") };
}

/** The letters of buyers that wait for an answer, and all the others. */
export default async function LettersPage({ searchParams }: LettersPageProps) {
  const { reader, frame } = await requireMoneyReader("/ops/letters");
  const { which, after } = await searchParams;
  const query = asked.parse({ which, after });
  return (
    <OpsFrame {...frame}>
      <ThreadList page={await listThreads(container(), reader, query)} which={query.which} waiting={frame.letters} />
    </OpsFrame>
  );
}
