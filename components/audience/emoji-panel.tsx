"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

const common = [
  ..."😀😂🤣😊😍🥰😘😎🤩🥳😅😭😮😱🤔🙄😴😡🙏👏👍👎👌✌️🤝💪🙌👋❤️🧡💛💚💙💜🔥✨🎉🎁🛒💰🚀⭐✅❌❓❗💯📦🚗⛵".matchAll(
    /\p{Extended_Pictographic}\ufe0f?/gu,
  ),
].map(([sign]) => sign);
const columns = 8;
const remembered = 8;
const place = "launchroom.emoji";

type EmojiPanelProps = { id: string; onTake: (sign: string) => void; onClose: () => void };

/** A handful of pictures, those taken lately first. Arrows walk, Enter takes, Escape goes back to the field. */
export function EmojiPanel({ id, onTake, onClose }: EmojiPanelProps) {
  const t = useTranslations("room.chat");
  const box = useRef<HTMLDivElement>(null);
  const [recent] = useState(readRecent);
  const signs = [...recent, ...common.filter((sign) => !recent.includes(sign))];
  useEffect(() => box.current?.querySelector("button")?.focus(), []);

  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key === "Escape") onClose();
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const all: (Element | null)[] = [...event.currentTarget.querySelectorAll("button")];
    const next = step ? all[all.indexOf(document.activeElement) + step] : null;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  }

  function take(sign: string): void {
    keepRecent([sign, ...recent.filter((each) => each !== sign)].slice(0, remembered));
    onTake(sign);
  }

  return (
    <div
      id={id}
      ref={box}
      role="toolbar"
      aria-label={t("emoji")}
      onKeyDown={walk}
      className="absolute bottom-full left-0 z-20 mb-1 grid max-h-56 max-w-full grid-cols-8 overflow-y-auto rounded-sm bg-raised over:bg-video p-1 shadow-lift"
    >
      {signs.map((sign, index) => (
        <button
          key={sign}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          onClick={() => take(sign)}
          className="grid size-10 place-items-center rounded-xs text-xl hover:bg-sunk"
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? kept.filter((sign) => common.includes(sign)).slice(0, remembered) : [];
  } catch {
    return [];
  }
}

function keepRecent(signs: string[]): void {
  try {
    localStorage.setItem(place, JSON.stringify(signs));
  } catch {}
}
