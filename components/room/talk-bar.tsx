"use client";

import { ShoppingBag } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ChatComposer } from "#components/audience/chat-composer.tsx";
import { LikeButton } from "#components/audience/like-button.tsx";
import type { Talk } from "#components/audience/use-chat.ts";
import type { TalkRules } from "#lib/live/contract.ts";

type TalkBarProps = {
  rules: TalkRules;
  products: number;
  likes: number;
  isOpen: boolean;
  onShelf: () => void;
  onLike: () => void;
  talk: Talk;
  /** Beside the shelf, while nobody types. */
  children?: ReactNode;
};

/** Everything one does with a thumb, in the order of the thumb. Stands on the keyboard while one writes. */
export function TalkBar({ rules, products, likes, isOpen, onShelf, onLike, talk, children }: TalkBarProps) {
  const t = useTranslations("room.shelf");
  const [isTyping, setTyping] = useState(false);
  return (
    <div className="z-10 flex items-center gap-1 border-rule bg-paper over:bg-transparent px-2 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] over:*:shadow-lift wide:border-t wide:px-3">
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t("open", { count: products })}
        title={t("open", { count: products })}
        onClick={onShelf}
        hidden={isTyping}
        className="relative grid size-11 shrink-0 place-items-center rounded-full over:bg-raised hover:bg-sunk"
      >
        <ShoppingBag aria-hidden className="size-6" />
        <span
          aria-hidden
          className="figures absolute top-0.5 right-0 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-ink px-1 font-medium text-2xs text-paper"
        >
          {products}
        </span>
      </button>
      <div hidden={isTyping}>{children}</div>
      {isOpen ? (
        <ChatComposer rules={rules} talk={talk} onFocus={() => setTyping(true)} onBlur={() => setTyping(false)} />
      ) : (
        <span className="flex-1" />
      )}
      <LikeButton likes={likes} onLike={onLike} />
    </div>
  );
}
