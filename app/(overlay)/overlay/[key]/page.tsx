import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { overlayLook } from "#components/overlay/overlay-look.ts";
import { ShowOverlay } from "#components/overlay/show-overlay.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { container } from "#lib/container.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { findShow } from "#lib/shows/queries.ts";
import { findOverlay } from "#lib/sources/overlay-key.ts";

export const dynamic = "force-dynamic";

/** Its address is a secret: nobody is told it who is asked for something from here. */
export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: "no-referrer" };

type OverlayPageProps = {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** What OBS and its like lay over their picture: a page without a ground, which counts as no viewer. */
export default async function OverlayPage({ params, searchParams }: OverlayPageProps) {
  const app = container();
  const { key } = await params;
  const found = await findOverlay(app, key);
  if (!found) notFound();
  const view = await findShow(app, found.slug, await getLocale());
  const initial = view && (await readSnapshot(app, view.id));
  return (
    <ClientWords speak={["room", "product", "drops", "questions"]}>
      <ShowOverlay
        overlayKey={key}
        shown={view && initial && { view, initial }}
        look={overlayLook(await searchParams)}
        renderedAt={Date.now()}
      />
    </ClientWords>
  );
}
