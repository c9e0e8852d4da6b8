"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { ChatMessage } from "#components/audience/chat-message.tsx";
import { useStickToEnd } from "#components/audience/use-stick-to-end.ts";
import type { LineKind } from "#lib/replays/schema.ts";
import { useReplayLines } from "./use-replay-lines.ts";

const kinds: readonly LineKind[] = ["all", "questions", "staff"];

type ReplayTalkProps = {
  showId: string;
  clock: RefObject<() => number | null>;
  products: number;
  onNumber: (number: number) => void;
  className: string;
};

/** What was said while the show was on air, in time with its picture. */
export function ReplayTalk({ showId, clock, products, onNumber, className }: ReplayTalkProps) {
  const t = useTranslations("room.replayTalk");
  const [of, setOf] = useState<LineKind>("all");
  const lines = useReplayLines(showId, of, clock);
  const { box, onScroll } = useStickToEnd(() => undefined);
  return (
    <section aria-label={t("title")} data-testid="replay-talk" className={clsx("flex min-h-0 flex-col", className)}>
      <fieldset className="flex shrink-0 border-rule border-b px-2">
        <legend className="sr-only">{t("which")}</legend>
        {kinds.map((kind) => (
          <label
            key={kind}
            className="inline-flex min-h-11 cursor-pointer items-center border-transparent border-b-2 px-3 text-sm text-soft has-checked:border-ink has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2"
          >
            <input
              type="radio"
              name="replay-talk"
              value={kind}
              checked={of === kind}
              onChange={() => setOf(kind)}
              className="sr-only"
            />
            {t(`kinds.${kind}`)}
          </label>
        ))}
      </fieldset>
      <div
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={t("title")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div className="min-h-full flex-none px-4 py-3">
          {lines.length === 0 ? (
            <p className="text-sm text-soft">{t(`empty.${of}`)}</p>
          ) : (
            <ol className="grid gap-2">
              {lines.map((line) => (
                <ChatMessage key={line.id} isToMe={false} {...{ line, products, onNumber }} />
              ))}
            </ol>
          )}
        </div>
      </div>
    </section>
  );
}
