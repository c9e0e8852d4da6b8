"use client";

import { clsx } from "clsx";
import { Heart } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";

type LikeButtonProps = { likes: number; onLike: () => void; className?: string };

/** One tap, one like; taps travel in batches and the count shows everybody's. */
export function LikeButton({ likes, onLike, className }: LikeButtonProps) {
  const t = useTranslations("room");
  const format = useFormatter();
  return (
    <button
      type="button"
      title={t("likes", { count: likes })}
      onClick={onLike}
      className={clsx(
        "group grid min-h-11 min-w-11 shrink-0 touch-manipulation select-none place-items-center rounded-full over:bg-raised text-signal-ink",
        className,
      )}
    >
      <span className="sr-only">{t("like")}</span>
      <Heart
        aria-hidden
        className="size-6 fill-current transition-transform duration-100 group-active:scale-125 motion-reduce:transition-none"
      />
      <span data-testid="likes" data-likes={likes} className="figures font-medium text-2xs text-soft leading-3">
        {format.number(likes, { notation: "compact" })}
      </span>
    </button>
  );
}
