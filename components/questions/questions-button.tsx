"use client";

import { MessageCircleQuestion } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { showToast } from "#components/ui/toasts.ts";
import type { QuestionAnswered } from "#lib/live/contract.ts";
import { liveSocket } from "#lib/live/socket.ts";

type QuestionsButtonProps = { showId: string; onOpen: () => void };

/** Opens the questions, and tells whoever asked one when it is answered. */
export function QuestionsButton({ showId, onOpen }: QuestionsButtonProps) {
  const t = useTranslations("questions");
  const [hasNews, setNews] = useState(false);
  const open = () => {
    setNews(false);
    onOpen();
  };
  const hear = useEffectEvent((answered: QuestionAnswered) => {
    if (answered.showId !== showId) return;
    setNews(true);
    showToast({ tone: "ok", text: t("news", { question: answered.body }), action: { label: t("see"), run: open } });
  });
  useEffect(() => {
    const socket = liveSocket();
    const heard = (answered: QuestionAnswered) => hear(answered);
    socket.on("question", heard);
    return () => socket.off("question", heard);
  }, []);

  const label = t(hasNews ? "openNews" : "open");
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={label}
      title={label}
      onClick={open}
      className="relative grid size-11 shrink-0 place-items-center rounded-full over:bg-raised hover:bg-sunk"
    >
      <MessageCircleQuestion aria-hidden className="size-6" />
      {hasNews && <span aria-hidden className="absolute top-1.5 right-1.5 size-2.5 rounded-full bg-signal" />}
    </button>
  );
}
