import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { VideoStatus } from "#lib/live/contract.ts";

type StageSlateProps = {
  status: VideoStatus;
  poster: string | null;
  /** The clocks of drops stand still meanwhile. */
  isStanding?: boolean;
};

/** What stands in place of the picture, and why. */
export function StageSlate({ status, poster, isStanding = false }: StageSlateProps) {
  const t = useTranslations("room.slates");
  const said = status === "live" ? "waiting" : status;
  return (
    <Slate said={said} poster={poster}>
      {said === "interrupted" && isStanding && <p className="text-sm wide:text-base">{t("clocksStand")}</p>}
    </Slate>
  );
}

/** What a host lays over the picture for a moment: the show goes on behind it. */
export function HaltSlate({ poster }: { poster: string | null }) {
  return (
    <div className="absolute inset-0 z-[1]">
      <Slate said="halted" poster={poster} />
    </div>
  );
}

type SlateProps = { said: Exclude<VideoStatus, "live"> | "halted"; poster: string | null; children?: ReactNode };

function Slate({ said, poster, children }: SlateProps) {
  const t = useTranslations("room.slates");
  return (
    <div className="relative size-full bg-video">
      {poster ? (
        <Backdrop src={poster} />
      ) : (
        <picture>
          <source media="(orientation: portrait)" srcSet="/art/slate-tall.svg" />
          <Backdrop src="/art/slate-wide.svg" />
        </picture>
      )}
      <div
        role="status"
        data-testid="slate"
        data-said={said}
        className="absolute inset-x-0 bottom-0 grid gap-1 bg-linear-to-t from-video to-transparent px-5 pt-16 pb-[calc(var(--stage-foot,0px)+1.5rem)] text-on-video wide:px-8 wide:pb-10"
      >
        <p className="headline text-xl wide:text-3xl">{t(said)}</p>
        <p className="text-on-video-soft text-sm wide:text-base">{t(`${said}Hint`)}</p>
        {children}
      </div>
    </div>
  );
}

/** The largest thing of a room that opens: fetched before the scripts are, and preloaded where no choice of pictures forbids it. */
function Backdrop({ src }: { src: string }) {
  // biome-ignore lint/performance/noImgElement: images are served as they are
  return <img src={src} alt="" fetchPriority="high" className="size-full object-cover opacity-60" />;
}
