"use client";

import type { Snapshot } from "#lib/live/contract.ts";
import { QuestionPanel } from "./question-panel.tsx";
import { useQuestionDesk } from "./use-question-desk.ts";

type SecondQuestionsProps = {
  live: Snapshot;
  products: { id: string; name: string }[];
  answers: boolean;
};

/** The questions on a second screen, which has no picture of its own: what is put on air there is on air from now on. */
export function SecondQuestions({ live, products, answers }: SecondQuestionsProps) {
  const desk = useQuestionDesk(live);
  return <QuestionPanel {...{ desk, products, answers }} />;
}
