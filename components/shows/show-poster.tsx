import { clsx } from "clsx";
import type { ShowCard } from "#lib/shows/schema.ts";

type ShowPosterProps = { show: Pick<ShowCard, "poster" | "title">; className?: string; eager?: boolean };

/** The show's picture; its title in big letters while there is none. */
export function ShowPoster({ show, className, eager = false }: ShowPosterProps) {
  return (
    <span className={clsx("relative grid place-items-center overflow-hidden bg-video text-on-video", className)}>
      {show.poster ? (
        // biome-ignore lint/performance/noImgElement: images are served as they are
        <img
          src={show.poster}
          alt=""
          decoding="async"
          loading={eager ? "eager" : "lazy"}
          fetchPriority={eager ? "high" : undefined}
          className="absolute inset-0 size-full object-cover"
        />
      ) : (
        <span aria-hidden className="headline px-6 text-center text-3xl">
          {show.title}
        </span>
      )}
    </span>
  );
}
