"use client";

import { useShow } from "#components/live/use-show.ts";
import { usePageRefresh } from "#components/room/use-page-refresh.ts";
import { useServerClock } from "#components/room/use-server-clock.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import type { OverlayLook } from "./overlay-look.ts";
import { OverlayScene } from "./overlay-scene.tsx";
import { useOverlayLife } from "./use-overlay-life.ts";

type Shown = { view: ShowView; initial: Snapshot };

type ShowOverlayProps = {
  overlayKey: string;
  /** Null while the show is a draft. */
  shown: Shown | null;
  look: OverlayLook;
  renderedAt: number;
};

/** A show's overlay for as long as its address is good. */
export function ShowOverlay({ overlayKey, shown, look, renderedAt }: ShowOverlayProps) {
  const isOver = useOverlayLife(overlayKey, shown !== null);
  return (
    <main data-overlay data-theme="dark" data-size={look.size} data-over={isOver || undefined}>
      {shown && !isOver && <LiveOverlay {...shown} look={look} renderedAt={renderedAt} />}
    </main>
  );
}

function LiveOverlay({ view, initial, look, renderedAt }: Shown & Pick<ShowOverlayProps, "look" | "renderedAt">) {
  const { show } = useShow(initial, { watching: false });
  useServerClock(show, initial);
  usePageRefresh(`${initial.catalog} ${initial.status}`, `${show.catalog} ${show.status}`);
  return show.status === "LIVE" && <OverlayScene {...{ view, show, look, renderedAt }} />;
}
