import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { CityView, EditionPromise } from "#lib/delivery-windows/schema.ts";
import { type Promised, viewPromise, type Way } from "#lib/delivery-windows/view.ts";

/** A city goes before its country, whose `way` it is. */
export type GoesTo = { city: CityView | null; country: string | null; way: Way | null };

const pause = 200;

/**
 * What an order of so many would be promised now. Worked out from what the page knows at once, and asked of the server, since
 * the page may be old; the later of the two by the ledger's sequence counts, so a frame overtakes an answer.
 */
export function usePromise(edition: EditionView, quantity: number, { city, country, way }: GoesTo): Promised {
  const [answered, setAnswered] = useState<{ question: string; promise: EditionPromise } | null>(null);
  const { id, seq, waves } = edition;
  const cityId = city?.id ?? null;
  // Waves that were moved or made larger are another question, though no order was placed meanwhile.
  const terms = waves.map(({ capacity, start, end }) => `${capacity} ${start} ${end}`).join();
  const question = `${id} ${quantity} ${cityId} ${country} ${terms}`;

  useEffect(() => {
    const asking = new AbortController();
    const query = new URLSearchParams({
      quantity: String(quantity),
      ...(cityId && { cityId }),
      ...(country && { country }),
    });
    const timer = setTimeout(() => {
      callApi<EditionPromise>("GET", `/api/editions/${id}/promise?${query}`, { signal: asking.signal }).then(
        (promise) => setAnswered({ question, promise }),
        // What the page knows still stands, and the order is held to what was shown.
        () => undefined,
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [question, id, quantity, cityId, country]);

  const isLater = answered?.question === question && answered.promise.seq >= seq;
  return isLater ? answered.promise : viewPromise(waves, quantity, city ?? way);
}
