import type { LivePoll } from "#lib/live/contract.ts";
import type { ForeignTexts } from "#lib/texts/schema.ts";
import { textIn } from "#lib/texts/view.ts";
import { locales } from "#lib/words/locale.ts";

/** A poll in the reader's language; what it does not have in it stays as it was asked, and `foreign` says so. */
export function pollIn<Poll extends Pick<LivePoll, "title" | "choices" | "language" | "texts">>(
  poll: Poll,
  reader: string,
): Poll & { foreign: ForeignTexts } {
  const { texts, language: written } = poll;
  const title = textIn(texts, reader, "title", "");
  const choices = textIn(texts, reader, "choices", "").split("\n");
  const isTold = poll.choices.length === 0 || choices.length === poll.choices.length;
  const language = locales.find((known) => known === written);
  const fields = [...(title ? [] : ["title"]), ...(isTold ? [] : ["choices"])];
  return {
    ...poll,
    title: title || poll.title,
    choices: isTold && poll.choices.length > 0 ? choices : poll.choices,
    foreign: language && language !== reader && fields.length > 0 ? { language, fields } : null,
  };
}
