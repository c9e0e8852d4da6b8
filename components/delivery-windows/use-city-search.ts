import { type FocusEvent, type KeyboardEvent, useMemo, useState } from "react";
import type { CityView } from "#lib/delivery-windows/schema.ts";

const maxShown = 60;

type CitySearch = { cities: CityView[]; city: CityView | null; onCity: (city: CityView | null) => void };

/** Typing, arrows and choosing in the list of cities. The entry after the last city chooses none of them. */
export function useCitySearch({ cities, city, onCity }: CitySearch) {
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const isOpen = typed !== null;
  const text = typed ?? city?.name ?? "";
  const found = useMemo(() => find(cities, text === city?.name ? "" : text).slice(0, maxShown), [cities, city, text]);

  const close = () => {
    setTyped(null);
    setActive(-1);
  };
  const choose = (chosen: CityView | null) => {
    onCity(chosen);
    close();
  };

  return {
    isOpen,
    text,
    found,
    active,
    choose,
    open: () => setTyped((now) => now ?? city?.name ?? ""),
    type(next: string) {
      setTyped(next);
      setActive(next.trim() ? 0 : -1);
    },
    press(event: KeyboardEvent) {
      const last = found.length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        setTyped(text);
        setActive((now) => Math.min(last, Math.max(0, now + step)));
      } else if (event.key === "Enter" && isOpen) {
        event.preventDefault();
        if (active >= 0) choose(found[active] ?? null);
        else close();
      } else if (event.key === "Escape" && isOpen) {
        close();
      }
    },
    /** Once focus has arrived elsewhere: a sheet takes it for itself when something in it vanishes while focus is on its way. */
    leave({ currentTarget }: FocusEvent) {
      setTimeout(() => {
        if (!currentTarget.contains(document.activeElement)) close();
      });
    },
  };
}

/** Cities whose name has what was typed, those that begin with it first. */
function find(cities: CityView[], text: string): CityView[] {
  const wanted = fold(text);
  if (wanted === "") return cities;
  const hits = cities.filter(({ name }) => fold(name).includes(wanted));
  const begins = ({ name }: CityView) => fold(name).startsWith(wanted);
  return [...hits.filter(begins), ...hits.filter((city) => !begins(city))];
}

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .trim()
    .toLowerCase();
}
