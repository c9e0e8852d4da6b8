"use client";

import { useTranslations } from "next-intl";
import { Sheet } from "#components/ui/sheet.tsx";
import { type BoardShow, QuestionBoard } from "./question-board.tsx";

type QuestionsSheetProps = { show: BoardShow; isGuest: boolean; onClose: () => void };

/** The questions over the running picture. */
export function QuestionsSheet({ show, isGuest, onClose }: QuestionsSheetProps) {
  const t = useTranslations("questions");
  return (
    <Sheet open onOpenChange={onClose} title={t("title")} description={t("lead")}>
      <QuestionBoard {...{ show, isGuest }} />
    </Sheet>
  );
}
