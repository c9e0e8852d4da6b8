import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Prompter } from "#components/prompter/prompter.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { container } from "#lib/container.ts";
import { readPrompter } from "#lib/prompter/read-prompter.ts";

export const dynamic = "force-dynamic";

/** Its address is a secret: nobody is told it who is asked for something from here. */
export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("prompter"))("heading");
  return { title, robots: { index: false, follow: false }, referrer: "no-referrer" };
}

/** The script of a show on the screen in front of whoever speaks. */
export default async function PrompterPage({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  const initial = await readPrompter(container(), key);
  if (!initial) notFound();
  return (
    <ClientWords speak={["prompter"]}>
      <Prompter prompterKey={key} initial={initial} />
    </ClientWords>
  );
}
