import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";
import { CaptionOverlay } from "./caption-overlay.tsx";
import type { CaptionCue } from "./captions.ts";
import { Ground } from "./ground.tsx";
import type { PlayerSettings } from "./player-settings.ts";
import { SoundCover } from "./sound-cover.tsx";

type PlayerPictureProps = {
  video: RefObject<HTMLVideoElement | null>;
  /** Where the last picture stands while the source changes. */
  canvas: RefObject<HTMLCanvasElement | null>;
  title: string;
  isReplay: boolean;
  isSoundOnly: boolean;
  isCovered: boolean;
  poster: string | undefined;
  slate: ReactNode;
  ground?: ReactNode;
  captions: CaptionCue[];
  settings: PlayerSettings | null;
  clock: RefObject<() => number | null>;
};

/** The video and what lies over it: the still picture, the words, and the slate whenever nothing moves. */
export function PlayerPicture(props: PlayerPictureProps) {
  const { video, canvas, title, isReplay, isSoundOnly, isCovered, poster, slate, ground, captions, settings, clock } =
    props;
  const t = useTranslations("room.player");
  return (
    <>
      <video
        ref={video}
        muted
        playsInline
        aria-label={t(isReplay ? "replayOf" : "video", { title })}
        className={framed}
      />
      <canvas ref={canvas} hidden aria-hidden className={clsx("pointer-events-none absolute inset-0", framed)} />
      {ground ?? <Ground video={video} />}
      {isSoundOnly && <SoundCover poster={poster} />}
      {settings?.captions && <CaptionOverlay video={video} cues={captions} clock={clock} size={settings.captionSize} />}
      {isCovered && (
        <div data-slate="" className="pointer-events-none absolute inset-0 bg-video">
          {/* biome-ignore lint/performance/noImgElement: pictures are never optimised by Next here */}
          {slate ?? (poster && <img src={poster} alt="" className="size-full object-cover" />)}
        </div>
      )}
    </>
  );
}

/** Whole, whatever its shape; one that lies keeps to what is free between head and foot of the screen. */
const framed =
  "size-full object-contain group-data-[shape=wide]/player:pt-(--stage-head,0px) group-data-[shape=wide]/player:pb-(--stage-foot,0px)";
