import Link from "next/link";
import { useTranslations } from "next-intl";
import { clockText } from "#components/media/player/clock-text.ts";
import type { ProductQuestion } from "#lib/questions/schema.ts";

/** What viewers asked about a product and what the host answered, each with the way to that second of the replay. */
export function ProductQuestions({ questions }: { questions: ProductQuestion[] }) {
  const t = useTranslations("questions");
  return (
    <ul className="divide-y divide-rule">
      {questions.map(({ id, body, answer, answeredAtMs, show }) => (
        <li key={id} id={`question-${id}`} className="grid max-w-3xl gap-2 py-5">
          <h3 className="wrap-anywhere font-medium text-lg leading-6">{body}</h3>
          {answer && <p className="wrap-anywhere max-w-prose whitespace-pre-line">{answer}</p>}
          <p className="wrap-anywhere text-soft text-sm">
            {answeredAtMs !== null && show.startedMs !== null ? (
              <Link
                href={`/shows/${show.slug}#at-${answeredAtMs}`}
                prefetch={false}
                className="inline-flex min-h-11 items-center underline underline-offset-4"
              >
                {t("answeredIn", { show: show.title, time: clockText((answeredAtMs - show.startedMs) / 1000) })}
              </Link>
            ) : (
              <Link
                href={`/shows/${show.slug}`}
                prefetch={false}
                className="inline-flex min-h-11 items-center underline underline-offset-4"
              >
                {show.title}
              </Link>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
