import { z } from "zod";
import { kind } from "#lib/notices/kind.ts";
import { mail } from "#lib/notices/mail.ts";

/** `question` and `answer` are in the words of those who wrote them; `seconds` is how far into the show it was answered. */
const facts = z.object({
  title: z.string(),
  question: z.string(),
  answer: z.string(),
  seconds: z.int().nullable(),
  link: z.url(),
});

/** To whoever asked it and wished to be written to. */
export const questionAnswered = kind(facts, ({ title, question, answer, seconds, link }, { t }) => {
  const time = seconds === null ? null : clockText(seconds);
  return mail({
    subject: t("questionAnswered.subject", { title }),
    preview: time ? t("questionAnswered.at", { time }) : t("questionAnswered.written"),
    paragraphs: [
      t("questionAnswered.lead", { title }),
      `“${question}”`,
      time ? t("questionAnswered.at", { time }) : t("questionAnswered.written"),
      ...(answer === "" ? [] : answer.split(/\n{2,}/u)),
    ],
    action: { label: t(time ? "questionAnswered.watch" : "questionAnswered.read"), href: link },
  });
});

/** 41:12, or 1:02:03. */
function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
