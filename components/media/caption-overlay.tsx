"use client";

import { clsx } from "clsx";
import { type RefObject, useEffect, useState } from "react";
import { type CaptionCue, captionsAt } from "./captions.ts";
import type { CaptionSize } from "./player-settings.ts";

const lookEveryMs = 100;

/** Captions over any picture, from any source: they follow the stream clock, not the file. */
export function CaptionOverlay({
  cues,
  clock,
  size,
}: {
  cues: CaptionCue[];
  clock: RefObject<() => number | null>;
  size: CaptionSize;
}) {
  const [lines, setLines] = useState<string[]>([]);

  useEffect(() => {
    const timer = setInterval(() => {
      const next = captionsAt(cues, clock.current());
      setLines((shown) => (shown.join("\n") === next.join("\n") ? shown : next));
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [cues, clock]);

  if (lines.length === 0) return null;
  return (
    <div
      data-testid="captions"
      className="pointer-events-none absolute inset-x-4 bottom-3 grid justify-items-center gap-1 text-center transition-[bottom] group-data-[active=true]/player:bottom-24"
    >
      {lines.map((line) => (
        <p
          key={line}
          className={clsx(
            "max-w-[40em] whitespace-pre-line rounded-xs bg-video-shade px-2 py-0.5 font-medium text-on-video",
            sizes[size],
          )}
        >
          {line}
        </p>
      ))}
    </div>
  );
}

const sizes: Record<CaptionSize, string> = { small: "text-sm", medium: "text-lg", large: "text-2xl" };
