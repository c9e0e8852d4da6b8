import { type KeyboardEvent, type RefObject, useState } from "react";
import type { LiveMessage } from "#lib/live/contract.ts";
import { neutralName } from "#lib/live/neutral-name.ts";

const offered = 5;

/** After an @ the names of those who wrote lately, newest first; Enter or Tab takes one. */
export function useMentions(field: RefObject<HTMLInputElement | null>, chat: LiveMessage[]) {
  const [names, setNames] = useState<string[]>([]);
  const [at, setAt] = useState(0);

  function offer(found: string[]): void {
    // Most keys offer nobody, as the one before: they draw nothing anew.
    if (found.length > 0 || names.length > 0) setNames(found);
    setAt(0);
  }

  function look(): void {
    const typed = typedIn(field.current);
    offer(typed === null ? [] : namesLike(typed, chat));
  }

  function take(name: string): void {
    const input = field.current;
    const typed = typedIn(input);
    if (input && typed !== null) {
      const end = input.selectionStart ?? input.value.length;
      input.setRangeText(`@${name} `, end - typed.length - 1, end, "end");
      input.focus();
    }
    offer([]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const name = names[at];
    if (name === undefined) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + names.length) % names.length);
    else if (event.key === "Enter" || event.key === "Tab") take(name);
    else if (event.key === "Escape") offer([]);
    else return;
    event.preventDefault();
  }

  return { names, at, look, take, onKeyDown, close: () => offer([]) };
}

/** What stands between the last @ and the caret; null where there is none. */
function typedIn(input: HTMLInputElement | null): string | null {
  const before = input?.value.slice(0, input.selectionStart ?? undefined) ?? "";
  return /(?:^|\s)@([^@]{0,24})$/u.exec(before)?.[1] ?? null;
}

function namesLike(typed: string, chat: LiveMessage[]): string[] {
  const all = new Set(chat.toReversed().map(({ name }) => name));
  all.delete(neutralName);
  const begun = typed.toLowerCase();
  // Whoever wrote a name out means to send the line.
  const isBegun = (name: string) => name.toLowerCase() !== begun && name.toLowerCase().startsWith(begun);
  return [...all].filter(isBegun).slice(0, offered);
}
