import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { DeliveryWindow, EditionView } from "#lib/catalog/schema.ts";
import type { CityView, EditionPromise } from "#lib/delivery-windows/schema.ts";
import { viewPromise } from "#lib/delivery-windows/view.ts";

type Wanted = { edition: EditionView; quantity: number };

const pause = 200;

/**
 * What an order of so many of each would be promised now: from what the page knows, and from the server, since the page may be old. The
 * later of the two by the ledger's sequence counts.
 */
export function usePromises(
  wanted: Wanted[],
  city: CityView | null,
): (edition: EditionView, quantity: number) => DeliveryWindow | null {
  const [answers, setAnswers] = useState<Record<string, EditionPromise>>({});
  const cityId = city?.id ?? null;
  const questions = wanted.map(({ edition, quantity }) => `${edition.id} ${quantity} ${edition.seq}`).join();

  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => {
      for (const question of questions.split(",").filter(Boolean)) {
        const [id = "", quantity = ""] = question.split(" ");
        const query = new URLSearchParams({ quantity, ...(cityId && { cityId }) });
        callApi<EditionPromise>("GET", `/api/editions/${id}/promise?${query}`, { signal: asking.signal }).then(
          (promise) => setAnswers((before) => ({ ...before, [nameOf(id, quantity, cityId)]: promise })),
          () => undefined,
        );
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [questions, cityId]);

  return (edition, quantity) => {
    const answer = answers[nameOf(edition.id, quantity, cityId)];
    return (answer && answer.seq >= edition.seq ? answer : viewPromise(edition.waves, quantity, city)).window;
  };
}

const nameOf = (id: string, quantity: number | string, cityId: string | null) => `${id} ${quantity} ${cityId}`;
