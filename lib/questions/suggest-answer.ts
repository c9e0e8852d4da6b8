import type { TalkOf } from "#lib/accounts/gate.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { readFacts } from "#lib/facts/view.ts";
import { formatMoney } from "#lib/money.ts";
import type { Suggestion } from "#lib/questions/schema.ts";
import { wordsOf } from "#lib/questions/words-of.ts";
import { Refusal } from "#lib/refusal.ts";
import { findShowToModerate } from "#lib/shows/queries.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import type { Locale } from "#lib/words/locale.ts";

const most = 3;
const mostEditions = 6;

/**
 * What the pages of the show's products say that has to do with a question: facts that share its words, the delivery window, prices and
 * how long a deposit is given back. For whoever answers to read or to take over; nothing of it is sent by itself. Refuses with not_found.
 */
export async function suggestAnswer(
  app: Uses<"db">,
  talk: TalkOf<"show">,
  questionId: string,
  locale: Locale,
): Promise<Suggestion[]> {
  const question = await app.db.question.findUnique({ where: { id: questionId } });
  if (question?.showId !== talk.id) throw new Refusal("not_found");
  const show = await findShowToModerate(app, talk);
  const asked = wordsOf(question.body).words;
  const products = (show?.products ?? []).filter(({ id }) => !question.productId || id === question.productId);
  return products
    .flatMap((product) => statementsOf(product, locale))
    .map((said) => ({ ...said, score: shared(asked, said.about) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ about: _, score: __, ...said }) => said);
}

type Statement = Suggestion & { about: Set<string> };

function statementsOf(product: ProductView, locale: Locale): Statement[] {
  const named = { product: product.name, productId: product.id };
  const facts = readFacts(product.facts).map(({ label, value }) => {
    const text = `${label}: ${value}`;
    return { ...named, from: "fact" as const, text, about: wordsOf(text).words };
  });
  const [first] = product.editions;
  if (!first) return facts;
  const editions = product.editions.slice(0, mostEditions);
  const windows = editions.flatMap(({ name, nextWindow }) =>
    nextWindow ? [`${name}: ${formatWindow(nextWindow, locale)}`] : [],
  );
  const prices = editions.map(
    ({ name, priceMinor, currency }) =>
      `${name}: ${formatMoney({ minor: priceMinor, currency, locale, style: "short" })}`,
  );
  return [
    ...facts,
    ...(windows.length > 0
      ? [{ ...named, from: "delivery" as const, text: windows.join(" · "), about: new Set(["ship", "when"]) }]
      : []),
    { ...named, from: "price" as const, text: prices.join(" · "), about: new Set(["price"]) },
    {
      ...{ ...named, from: "refund" as const, text: String(first.refundDays) },
      about: new Set(["return", "cancel", "deposit"]),
    },
  ];
}

/** How many of the asked words a statement has. */
function shared(asked: Set<string>, about: Set<string>): number {
  return [...asked].filter((word) => about.has(word)).length;
}
