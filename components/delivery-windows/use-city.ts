import { useLocale } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { CityView } from "#lib/delivery-windows/schema.ts";
import { textIn } from "#lib/texts/view.ts";

const place = "delivery-city";
const changed = "delivery-city-changed";

/** The cities that orders go to and the one this device remembers; `cities` is null until they have arrived. */
export function useCity(isAsked: boolean) {
  const cities = useCities(isAsked);
  const kept = useSyncExternalStore(subscribe, read, () => null);
  const remembered = kept === null ? null : parse(kept);
  // A city that was closed, or whose way takes longer by now, is the list's to say.
  const city = cities ? (cities.find(({ id }) => id === remembered?.id) ?? null) : remembered;
  return { cities, city: isAsked ? city : null, choose: remember };
}

function useCities(isAsked: boolean): CityView[] | null {
  const [cities, setCities] = useState<CityView[] | null>(null);
  const locale = useLocale();
  useEffect(() => {
    if (!isAsked) return;
    let isGone = false;
    callApi<CityView[]>("GET", "/api/cities").then(
      (found) => {
        if (!isGone) setCities(found.map((city) => ({ ...city, name: textIn(city.texts, locale, "name", city.name) })));
      },
      // Without the list the order goes without a city, and its promise says so.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isAsked, locale]);
  return cities;
}

function remember(city: CityView | null) {
  if (city) localStorage.setItem(place, JSON.stringify(city));
  else localStorage.removeItem(place);
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

function read(): string | null {
  return localStorage.getItem(place);
}

function parse(text: string): CityView | null {
  try {
    const kept: unknown = JSON.parse(text);
    return isCity(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isCity(value: unknown): value is CityView {
  if (typeof value !== "object" || value === null) return false;
  const field = (name: string): unknown => Reflect.get(value, name);
  const isNamed = typeof field("id") === "string" && typeof field("name") === "string";
  return isNamed && typeof field("firstDays") === "number" && typeof field("lastDays") === "number";
}
