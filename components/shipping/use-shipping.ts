import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { callApi } from "#components/session/call-api.ts";
import { countries } from "#lib/addresses/countries.ts";
import type { ShippingZone, ShippingZones } from "#lib/shipping/schema.ts";
import { feeOf, wayTo } from "#lib/shipping/view.ts";

const place = "shipping-country";
const changed = "shipping-country-changed";

/**
 * Where the shop ships, the country that this device remembers or its languages name, and what the way costs. `zones` is null until they
 * have arrived.
 */
export function useShipping(isAsked: boolean) {
  const zones = useZones(isAsked);
  const kept = useSyncExternalStore(subscribe, read, () => null);
  const among = useMemo(() => (zones ? reached(zones) : []), [zones]);
  const guessed = useMemo(() => guess(among), [among]);
  return {
    isAsked,
    among,
    country: kept ?? guessed,
    choose: remember,
    feeTo: (way: { country: string | null; currency: string; grams: number }) => {
      if (!isAsked) return 0;
      const { country } = way;
      return zones && country ? feeOf(zones, { ...way, country }) : null;
    },
    /** How long it takes to that country; null while that is not known, and where nothing is shipped. */
    wayTo: (country: string | null) => (zones && country ? wayTo(zones, country) : null),
  };
}

function useZones(isAsked: boolean): ShippingZone[] | null {
  const [zones, setZones] = useState<ShippingZone[] | null>(null);
  useEffect(() => {
    if (!isAsked) return;
    let isGone = false;
    callApi<ShippingZones>("GET", "/api/shipping").then(
      (answer) => {
        if (!isGone) setZones(answer.zones);
      },
      // Without the zones nothing can be promised, and the sheet waits.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isAsked]);
  return zones;
}

function reached(zones: ShippingZone[]): readonly string[] {
  if (zones.some(({ isRest }) => isRest)) return countries;
  return zones.flatMap((zone) => zone.countries);
}

/** The region that the browser's languages name, where the shop ships there. */
function guess(among: readonly string[]): string | null {
  if (among.length === 1) return among[0] ?? null;
  for (const tag of among.length > 0 ? navigator.languages : []) {
    const { region } = new Intl.Locale(tag).maximize();
    if (region && among.includes(region)) return region;
  }
  return null;
}

function remember(country: string) {
  localStorage.setItem(place, country);
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
