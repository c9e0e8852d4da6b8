"use client";

import { clsx } from "clsx";
import { useEffect, useState } from "react";
import type { CaptionChoice } from "./caption-choice.ts";
import type { CaptionCue } from "./captions.ts";

const lookEveryMs = 100;
const mostAtOnce = 2;

type CaptionOverlayProps = {
  cues: CaptionCue[];
  /** The moment of the picture on the stream clock; undefined while there is none. */
  clock: () => number | undefined;
  size: Exclude<CaptionChoice, "off">;
};

/** The captions of the very picture that is seen, above the controls. Never larger than its own words, and never touchable. */
export function CaptionOverlay({ cues, clock, size }: CaptionOverlayProps) {
  const [{ at, shown }, setShown] = useState<Shown>(nothing);

  useEffect(() => {
    const look = () => setShown((before) => lookAt(before, cues, clock()));
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [cues, clock]);

  return (
    <div
      data-captions={size}
      data-at={at}
      className="pointer-events-none absolute inset-x-0 bottom-14 grid justify-items-center gap-1 px-3 [container-type:inline-size]"
    >
      {shown.map((cue) => (
        <p
          key={`${cue.startMs} ${cue.text}`}
          className={clsx(
            "w-fit max-w-full whitespace-pre-line text-balance rounded-sm bg-video-shade px-2.5 py-1 text-center font-medium text-on-video leading-snug",
            "[text-shadow:0_1px_2px_var(--video)] [overflow-wrap:anywhere]",
            sizes[size],
          )}
        >
          {size === "large" ? inOne(cue.text) : cue.text}
        </p>
      ))}
    </div>
  );
}

/** `at`: the moment of the picture at which these came to stand. */
type Shown = { at: number | undefined; shown: CaptionCue[] };
const nothing: Shown = { at: undefined, shown: [] };

function lookAt(before: Shown, cues: CaptionCue[], at: number | undefined): Shown {
  const shown = at === undefined ? [] : cues.filter((cue) => cue.startMs <= at && at < cue.endMs).slice(-mostAtOnce);
  const isSame = shown.length === before.shown.length && shown.every((cue, index) => cue === before.shown[index]);
  return isSame ? before : { at: at && Math.round(at), shown };
}

/** Large letters break lines where the picture ends, so the lines it came in are made one. */
function inOne(text: string): string {
  return text.replace(/(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\n/u, "").replace("\n", " ");
}

/** By the width of the picture: 42 columns of the largest still fit a wide one; a phone breaks the lines once more. */
const sizes = {
  small: "text-[clamp(0.8125rem,2cqi,1.25rem)]",
  medium: "text-[clamp(1rem,2.7cqi,1.75rem)]",
  large: "text-[clamp(1.375rem,3.6cqi,2.5rem)]",
} satisfies Record<CaptionOverlayProps["size"], string>;
