"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { CaptionTrack, watchAlone } from "./caption-track.ts";
import { type CaptionCue, captionsAt } from "./captions.ts";
import type { CaptionSize } from "./player-settings.ts";

const lookEveryMs = 100;

/** Captions over any picture, from any source: they follow the stream clock, not the file. */
export function CaptionOverlay({
  video,
  cues,
  clock,
  size,
}: {
  video: RefObject<HTMLVideoElement | null>;
  cues: CaptionCue[];
  clock: RefObject<() => number | null>;
  size: CaptionSize;
}) {
  const [{ at, lines }, setShown] = useState<Shown>(nothing);

  useEffect(() => {
    const timer = setInterval(() => {
      const at = clock.current();
      const next = captionsAt(cues, at);
      setShown((shown) => (shown.lines.join("\n") === next.join("\n") ? shown : { at, lines: next }));
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [cues, clock]);

  useCaptionTrack(video, lines);
  if (lines.length === 0) return null;
  return (
    <div
      data-testid="captions"
      data-at={at === null ? undefined : Math.round(at)}
      className={clsx(
        "pointer-events-none absolute inset-x-4 bottom-[calc(var(--stage-foot,0px)+0.75rem)] grid justify-items-center gap-1 text-center transition-[bottom]",
        // The button that turns the sound on stands lower.
        "group-data-[active=true]/player:bottom-[calc(var(--stage-foot,0px)+6rem)] group-data-[muted=true]/player:bottom-[calc(var(--stage-foot,0px)+11rem)]",
        // What the show puts over the picture has the foot for itself.
        "group-has-[[data-testid=stage-overlays]>*]/stage:top-[calc(var(--player-top)+2.75rem)] group-has-[[data-testid=stage-overlays]>*]/stage:bottom-auto!",
      )}
    >
      {lines.map((line) => (
        <p
          key={line}
          className={clsx(
            "max-w-[40em] whitespace-pre-line text-balance rounded-xs [overflow-wrap:anywhere] bg-video-shade px-2 py-0.5 font-medium text-on-video",
            sizes[size],
          )}
        >
          {size === "large" ? inOne(line) : line}
        </p>
      ))}
    </div>
  );
}

/** The same lines where the system shows the video without the page. */
function useCaptionTrack(video: RefObject<HTMLVideoElement | null>, lines: string[]): void {
  const [locale, t] = [useLocale(), useTranslations("room.player")];
  const label = t("captions");
  const track = useRef<CaptionTrack | null>(null);

  useEffect(() => {
    if (!video.current) return;
    const made = new CaptionTrack(video.current, { label, language: locale });
    track.current = made;
    const stop = watchAlone(video.current, (isAlone) => made.setAlone(isAlone));
    return () => {
      track.current = null;
      stop();
      made.close();
    };
  }, [video, label, locale]);

  useEffect(() => track.current?.show(lines), [lines]);
}

/** `at`: the moment of the picture at which these came to stand. */
type Shown = { at: number | null; lines: string[] };
const nothing: Shown = { at: null, lines: [] };

/** Large letters break lines where the picture ends, so the lines it came in are made one. */
function inOne(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n/u, "").replace("\n", " ");
}

const sizes: Record<CaptionSize, string> = { small: "text-sm", medium: "text-lg", large: "text-2xl" };
