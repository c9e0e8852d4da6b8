"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { TalkDesk } from "#lib/moderation/schema.ts";
import type { TalkPart } from "./use-talk-keys.ts";

const parts = [
  { id: "talk", label: "talkTab" },
  { id: "held", label: "held" },
  { id: "questions", label: "questions" },
  { id: "polls", label: "polls" },
  { id: "cases", label: "cases" },
  { id: "setup", label: "setup" },
  { id: "acts", label: "acts" },
] as const;

type TalkPartsProps = {
  part: TalkPart;
  onPart: (part: TalkPart) => void;
  waiting: TalkDesk["waiting"];
  lists: Record<Exclude<TalkPart, "talk">, ReactNode>;
};

/** The parts beside the talk. On a phone the talk is one of them, and they are chosen below, under the thumb. */
export function TalkParts({ part, onPart, waiting, lists }: TalkPartsProps) {
  const t = useTranslations("studio.talk");
  const counts: Partial<Record<TalkPart, number>> = waiting;
  // Beside a talk that is always there, the first of the others.
  const list = part === "talk" ? "held" : part;
  return (
    <div className="flex min-h-0 flex-col max-lg:group-data-[part=talk]/talk:flex-none max-lg:flex-1">
      <section
        aria-label={t(parts.find(({ id }) => id === list)?.label ?? "held")}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-3 max-lg:group-data-[part=talk]/talk:hidden lg:order-2"
      >
        {lists[list]}
      </section>
      <nav
        aria-label={t("parts")}
        className="flex shrink-0 overflow-x-auto border-rule max-lg:border-t max-lg:pb-[env(safe-area-inset-bottom)] lg:order-1 lg:border-b"
      >
        {parts.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-current={part === id || undefined}
            onClick={() => onPart(id)}
            className={clsx(
              "relative inline-flex min-h-12 flex-auto shrink-0 items-center justify-center gap-1 px-2 text-sm",
              id === "talk" && "lg:hidden",
              part === id ? "font-semibold text-ink" : "text-soft hover:text-ink",
              id === list && "lg:font-semibold lg:text-ink",
            )}
          >
            {t(label)}
            {(counts[id] ?? 0) > 0 && (
              <span className="figures grid min-w-5 place-items-center rounded-full bg-warn-wash px-1 text-warn text-xs">
                {counts[id]}
              </span>
            )}
            {part === id && (
              <span aria-hidden className="absolute inset-x-2 top-0 h-0.5 bg-ink lg:top-auto lg:bottom-0" />
            )}
          </button>
        ))}
      </nav>
    </div>
  );
}
