"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { LiveMessage } from "#lib/live/contract.ts";
import { ChatMessage } from "./chat-message.tsx";
import { Whispers } from "./keeps-talk.tsx";
import { UnsentLines } from "./unsent-lines.tsx";
import type { Talk } from "./use-chat.ts";
import { useLineMenu } from "./use-line-menu.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

const kept = 80;

type ChatListProps = { chat: LiveMessage[]; talk: Talk; products: number; onNumber: (number: number) => void };

/** The newest messages, following the talk until the reader scrolls back. */
export function ChatList({ chat, talk, products, onNumber }: ChatListProps) {
  const t = useTranslations("room.chat");
  const lines = chat.slice(-kept);
  const { box, isAway, onScroll, goToEnd } = useStickToEnd(`${lines.at(-1)?.id} ${talk.unsent.length} ${talk.note}`);
  const { box: keys, opened, close, Menu } = useLineMenu(lines);
  return (
    <div className="relative min-h-20 flex-1">
      <div
        ref={box}
        {...keys}
        role="log"
        onScroll={onScroll}
        aria-label={t("title")}
        aria-description={t("keys")}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        // Over the picture the talk fades towards the top, and each line brings the ground it is read on.
        className="absolute inset-0 flex flex-col overflow-y-auto overscroll-contain px-4 py-2 -outline-offset-2 over:[mask-image:linear-gradient(to_bottom,transparent,black_2.5rem)] over:px-2.5 over:[scrollbar-width:none] desk:py-3"
      >
        {lines.length === 0 && (
          <p className="over:mt-auto over:w-fit max-w-64 over:rounded-lg over:bg-raised over:px-3 over:py-1 text-sm text-soft">
            {t("empty")}
          </p>
        )}
        <ol className="mt-auto grid gap-2 over:justify-items-start over:gap-1 over:*:max-w-xl over:*:rounded-lg over:*:bg-raised over:*:px-3 over:*:py-1">
          {lines.map((line) => (
            <ChatMessage key={line.id} line={line} products={products} onNumber={onNumber} />
          ))}
        </ol>
        <Whispers showId={talk.showId} />
        <UnsentLines {...talk} />
      </div>
      {Menu && <Menu showId={talk.showId} opened={opened} onClose={close} />}
      {isAway && (
        <button
          type="button"
          onClick={goToEnd}
          className="absolute bottom-2 left-1/2 inline-flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full bg-ink px-4 font-medium text-paper text-sm shadow-lift"
        >
          <ArrowDown aria-hidden className="size-4" />
          {t("newest")}
        </button>
      )}
    </div>
  );
}
