"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { LiveMessage } from "#lib/live/contract.ts";

const everyMs = 5000;
const inFull = 2;
const place = "launchroom.quiet";

type LineReaderProps = {
  lines: LiveMessage[];
  /** The last line that stood there when the page began; what came after it is new. */
  since: string | undefined;
  isToMe: (line: LiveMessage) => boolean;
};

/** Says new lines to a screen reader, at most once in five seconds: two in full, more by their number. It can be silenced. */
export function LineReader({ lines, since, isToMe }: LineReaderProps) {
  const t = useTranslations("room.chat.reader");
  const [said, setSaid] = useState("");
  const [isQuiet, setQuiet] = useState(false);
  const read = useRef(since);
  useEffect(() => setQuiet(isKeptQuiet()), []);

  const sayNew = useEffectEvent(() => {
    const fresh = lines.slice(lines.findIndex(({ id }) => id === read.current) + 1);
    read.current = lines.at(-1)?.id;
    if (fresh.length === 0 || isQuiet) return;
    const full = fresh.length > inFull ? fresh.filter(isToMe).slice(-inFull) : fresh;
    const words = full.map(({ name, body }) => `${name}: ${body}`);
    const rest = fresh.length - full.length;
    setSaid([...words, ...(rest > 0 ? [t("more", { count: rest })] : [])].join(". "));
  });

  useEffect(() => {
    const timer = setInterval(sayNew, everyMs);
    return () => clearInterval(timer);
  }, []);

  function toggle(): void {
    setSaid("");
    setQuiet(!isQuiet);
    keepQuiet(!isQuiet);
  }

  return (
    <>
      <button
        type="button"
        aria-pressed={isQuiet}
        onClick={toggle}
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:top-1 focus-visible:left-2 focus-visible:z-10 focus-visible:rounded-full focus-visible:bg-ink focus-visible:px-4 focus-visible:py-2 focus-visible:text-paper focus-visible:text-sm"
      >
        {t("pause")}
      </button>
      <p role="status" data-testid="read-aloud" className="sr-only">
        {said}
      </p>
    </>
  );
}

function isKeptQuiet(): boolean {
  try {
    return localStorage.getItem(place) === "1";
  } catch {
    return false;
  }
}

function keepQuiet(isQuiet: boolean): void {
  try {
    localStorage.setItem(place, isQuiet ? "1" : "0");
  } catch {}
}
