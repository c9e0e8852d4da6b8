import { useEffect, useState } from "react";
import type { GoesTo } from "#components/delivery-windows/use-promise.ts";
import { callApi } from "#components/session/call-api.ts";
import type { DeliveryWindow, EditionView } from "#lib/catalog/schema.ts";
import type { EditionPromise } from "#lib/delivery-windows/schema.ts";
import { viewPromise } from "#lib/delivery-windows/view.ts";

type Wanted = { edition: EditionView; quantity: number; isShipped: boolean };

const pause = 200;

/**
 * What an order of so many of each would be promised now: from what the page knows, and from the server, since the page may be old. The
 * later of the two by the ledger's sequence counts.
 */
export function usePromises(wanted: Wanted[], { city, country, way }: GoesTo): (wish: Wanted) => DeliveryWindow | null {
  const [answers, setAnswers] = useState<Record<string, EditionPromise>>({});
  const cityId = city?.id ?? null;
  const goesTo = (isShipped: boolean) => cityId ?? (isShipped ? country : null);
  const questions = wanted
    .map(({ edition, quantity, isShipped }) => `${edition.id} ${quantity} ${edition.seq} ${goesTo(isShipped) ?? ""}`)
    .join();

  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => {
      for (const question of questions.split(",").filter(Boolean)) {
        const [id = "", quantity = "", , to = ""] = question.split(" ");
        const query = new URLSearchParams({ quantity });
        if (to) query.set(to === cityId ? "cityId" : "country", to);
        callApi<EditionPromise>("GET", `/api/editions/${id}/promise?${query}`, { signal: asking.signal }).then(
          (promise) => setAnswers((before) => ({ ...before, [nameOf(id, quantity, to)]: promise })),
          () => undefined,
        );
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [questions, cityId]);

  return ({ edition, quantity, isShipped }) => {
    const answer = answers[nameOf(edition.id, quantity, goesTo(isShipped) ?? "")];
    const known = () => viewPromise(edition.waves, quantity, city ?? (isShipped ? way : null));
    return (answer && answer.seq >= edition.seq ? answer : known()).window;
  };
}

const nameOf = (id: string, quantity: number | string, to: string) => `${id} ${quantity} ${to}`;
