"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { Arrivals, LiveMessage } from "#lib/live/contract.ts";
import { ArrivalLine } from "./arrival-line.tsx";
import { ChatMessage } from "./chat-message.tsx";
import { Whispers } from "./keeps-talk.tsx";
import { LateReader, LateUnsent } from "./late-parts.tsx";
import { isSaidTo, ownName } from "./own-name.ts";
import type { Talk } from "./use-chat.ts";
import { useFeed } from "./use-feed.ts";
import { useLineMenu } from "./use-line-menu.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/** More than a tall screen holds, so that there is something to go back to. */
const drawnAtEnd = 30;

type ChatListProps = {
  chat: LiveMessage[];
  arrivals?: Arrivals | undefined;
  talk: Talk;
  products: number;
  onNumber: (number: number) => void;
};

/** The newest messages, following the talk until the reader scrolls back. */
export function ChatList({ chat, arrivals, talk, products, onNumber }: ChatListProps) {
  const t = useTranslations("room.chat");
  const [isAway, setAway] = useState(false);
  const [isInside, setInside] = useState(false);
  const [isWalked, setWalked] = useState(false);
  const { isOwn } = talk;
  const isToMe = useCallback((line: LiveMessage) => !isOwn(line) && isSaidTo(ownName(), line), [isOwn]);
  const { lines, waiting, skipped, showSkipped } = useFeed(chat, { isOwn, isToMe, isHeld: isAway || isWalked });
  const { box, onScroll, goToEnd } = useStickToEnd(setAway);
  // What is above the upper edge is drawn for whoever looks there: a talk that runs costs a phone by its lines.
  const drawn = isAway || isInside ? lines : lines.slice(-drawnAtEnd);
  const { box: keys, opened, close, Menu } = useLineMenu(lines);
  return (
    <div className="relative min-h-20 flex-1">
      <div
        ref={box}
        {...keys}
        role="log"
        aria-live="off"
        onFocus={({ target }) => {
          setInside(true);
          // What stands below the lines goes when it is pressed, and no focus leaves it then.
          setWalked(target.closest("[data-line]") !== null);
        }}
        onBlur={() => {
          setInside(false);
          setWalked(false);
        }}
        onScroll={onScroll}
        aria-label={t("title")}
        aria-description={t("keys")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        // Over the picture the talk fades towards the top, and each line brings the ground it is read on.
        className="absolute inset-0 flex flex-col-reverse overflow-y-auto overscroll-contain [overflow-anchor:none] -outline-offset-2 over:[mask-image:linear-gradient(to_bottom,transparent,black_2.5rem)] over:[scrollbar-width:none]"
      >
        <div className="flex min-h-full flex-none flex-col px-4 py-2 over:px-2.5 desk:py-3">
          {lines.length === 0 && (
            <p className="over:mt-auto over:w-fit max-w-64 over:rounded-lg over:bg-raised over:px-3 over:py-1 text-sm text-soft">
              {t("empty")}
            </p>
          )}
          <ol className="mt-auto grid gap-2 over:justify-items-start over:gap-1 over:*:max-w-xl over:*:rounded-lg over:*:bg-raised over:*:px-3 over:*:py-1">
            {drawn.map((line) => (
              <ChatMessage key={line.id} line={line} products={products} isToMe={isToMe(line)} onNumber={onNumber} />
            ))}
          </ol>
          <Whispers showId={talk.showId} />
          <ArrivalLine arrivals={arrivals} />
          {skipped > 0 && (
            <button
              type="button"
              onClick={showSkipped}
              className="figures mt-1 min-h-9 self-start rounded-full bg-sunk px-3 text-soft text-xs"
            >
              {t("skipped", { count: skipped })}
            </button>
          )}
          <LateUnsent {...talk} />
        </div>
      </div>
      <LateReader lines={lines} isToMe={isToMe} />
      {Menu && <Menu showId={talk.showId} opened={opened} onReply={talk.answer} onClose={close} />}
      {isAway && (
        <button
          type="button"
          onClick={goToEnd}
          className="absolute bottom-2 left-1/2 inline-flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full bg-ink px-4 font-medium text-paper text-sm shadow-lift"
        >
          <ArrowDown aria-hidden className="size-4" />
          {waiting > 0 ? t("newer", { count: waiting }) : t("newest")}
        </button>
      )}
    </div>
  );
}
