import { useMemo, useSyncExternalStore } from "react";

/** So many of an edition, and the price that stood there when it was added. */
export type BasketItem = { editionId: string; quantity: number; seen: Seen };
export type Seen = { currency: string; unitMinor: number; depositMinor: number };

/** What was sent and has no answer yet: sent again it is the same, so nothing of it may change meanwhile. */
export type Asked = { key: string; body: Record<string, unknown> };

/** What became of a basket that was placed: its orders, and what was gone. */
export type PlacedBasket = { id: string; gone: { editionId: string; code: string }[] };

export type Kept = { items: BasketItem[]; asked: Asked | null; placed: PlacedBasket | null; at: number };

const changed = "basket-changed";
const keptForMs = 7 * 86_400_000;
export const mostLines = 12;
const empty: Kept = { items: [], asked: null, placed: null, at: 0 };

const place = (showId: string) => `basket:${showId}`;

/** What this device has in the basket of a show; empty on the server. */
export function useKeptBasket(showId: string): Kept {
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(place(showId)),
    () => null,
  );
  return useMemo(() => parse(text), [text]);
}

/** Changes it as it is at this moment, in whichever tab. */
export function changeBasket(showId: string, change: (kept: Kept) => Partial<Kept>): void {
  const kept = parse(localStorage.getItem(place(showId)));
  const next = { ...kept, ...change(kept), at: Date.now() };
  forgetOld();
  if (next.items.length === 0 && !next.asked && !next.placed) localStorage.removeItem(place(showId));
  else localStorage.setItem(place(showId), JSON.stringify(next));
  window.dispatchEvent(new Event(changed));
}

function subscribe(tell: () => void) {
  window.addEventListener(changed, tell);
  window.addEventListener("storage", tell);
  return () => {
    window.removeEventListener(changed, tell);
    window.removeEventListener("storage", tell);
  };
}

function parse(text: string | null): Kept {
  if (text === null) return empty;
  try {
    const kept: unknown = JSON.parse(text);
    return isKept(kept) ? kept : empty;
  } catch {
    return empty;
  }
}

function isKept(kept: unknown): kept is Kept {
  if (typeof kept !== "object" || kept === null || !("items" in kept) || !Array.isArray(kept.items)) return false;
  return "at" in kept && typeof kept.at === "number" && kept.at > Date.now() - keptForMs;
}

function forgetOld() {
  for (const name of Object.keys(localStorage))
    if (name.startsWith("basket:") && parse(localStorage.getItem(name)) === empty) localStorage.removeItem(name);
}
