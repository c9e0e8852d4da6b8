import { type KeyboardEvent, useState } from "react";

type RowKeys = {
  count: number;
  /** The rows that are in the page now; the tab stop is always one of them. */
  rendered: { first: number; last: number };
  reveal: (index: number) => void;
};

/** Arrow keys over the rows of a table with one tab stop; Enter follows the row's link, a letter presses the button that names it. */
export function useRowKeys({ count, rendered, reveal }: RowKeys) {
  const [chosen, setChosen] = useState(0);
  const current = Math.max(rendered.first, Math.min(chosen, rendered.last));

  function press(event: KeyboardEvent<HTMLElement>) {
    const next = targetOf(event.key, current, count);
    const { target } = event;
    if (target instanceof HTMLElement && target.dataset.row !== undefined) {
      if (event.key === "Enter") target.querySelector("a")?.click();
      if (isLetter(event)) target.querySelector<HTMLElement>(`[data-key="${event.key.toLowerCase()}"]`)?.click();
    }
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
    reveal(next);
    const body = event.currentTarget;
    requestAnimationFrame(() => body.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  }

  return {
    body: { onKeyDown: press },
    row: (index: number) => ({
      "data-row": index,
      tabIndex: index === current ? 0 : -1,
      onFocus: () => setChosen(index),
    }),
  };
}

function isLetter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return /^[a-z]$/i.test(key) && !ctrlKey && !metaKey && !altKey;
}

function targetOf(key: string, current: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, current + 1);
    case "ArrowUp":
      return Math.max(0, current - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
