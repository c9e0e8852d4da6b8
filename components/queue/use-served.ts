import { useEffect, useEffectEvent, useRef } from "react";
import { type OwnPlace, useOwnPlaces } from "./own-places.tsx";

/** Calls once for every place that becomes an order while this page looks on. */
export function useServed(onServed: (place: OwnPlace) => void): void {
  const { places } = useOwnPlaces();
  const waiting = useRef(new Set<string>());
  const tell = useEffectEvent(onServed);

  useEffect(() => {
    for (const place of places) {
      if (place.state === "WAITING") waiting.current.add(place.id);
      else if (waiting.current.delete(place.id) && place.state === "SERVED") tell(place);
    }
  }, [places]);
}
