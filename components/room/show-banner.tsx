import { clsx } from "clsx";
import type { ReactNode } from "react";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { ShowPoster } from "#components/shows/show-poster.tsx";
import { titleSize } from "#components/shows/title-size.ts";
import type { ShowView } from "#lib/shows/schema.ts";

type ShowBannerProps = { view: ShowView; above: ReactNode; below: ReactNode; tall?: boolean };

/** The poster across the page with the show's name on its lower edge. */
export function ShowBanner({ view, above, below, tall = false }: ShowBannerProps) {
  return (
    <div className="grid bg-video text-on-video *:[grid-area:1/1]">
      <ShowPoster show={view} eager className={clsx("w-full", tall ? "h-[68dvh] min-h-112" : "h-[48dvh] min-h-80")} />
      <div aria-hidden className="z-10 bg-linear-to-t from-15% from-video to-transparent" />
      <div className="page-column z-20 grid content-end gap-5 self-end pt-24 pb-8 md:pb-12">
        {above}
        <div className="grid gap-2">
          <h1 lang={langOf(view.foreign, "title")} className={clsx("headline max-w-4xl", titleSize(view.title))}>
            {view.title}
          </h1>
          <p className="text-on-video-soft">{below}</p>
        </div>
      </div>
    </div>
  );
}
