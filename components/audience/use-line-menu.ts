import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import type { OpenedLine } from "./line-menu.tsx";

const loadMenu = lazyModule(() => import("./line-menu.tsx"));
const never = lazyModule(() => new Promise<never>(() => undefined));

/**
 * The lines of a talk under finger and keys. A tap, a long press or Enter opens what can be done with a line; arrows, Home and End walk
 * from line to line. Each line is an element with `data-line`, inside the one that gets these props.
 */
export function useLineMenu(lines: LiveMessage[]) {
  const [opened, setOpened] = useState<OpenedLine | null>(null);
  const [isAsked, setAsked] = useState(false);
  const loaded = useModule(isAsked ? loadMenu : never, 0);

  function open(element: HTMLElement | null): void {
    const line = lines.find(({ id }) => id === element?.dataset.line);
    if (!element || !line) return;
    setAsked(true);
    setOpened({ line, at: element });
  }

  const box = {
    onClick(event: MouseEvent<HTMLElement>) {
      if (isOfItself(event.target) || hasSelection()) return;
      open(lineOf(event.target));
    },
    onContextMenu(event: MouseEvent<HTMLElement>) {
      if (isOfItself(event.target) || hasSelection() || !lineOf(event.target)) return;
      event.preventDefault();
      open(lineOf(event.target));
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (isOfItself(event.target)) return;
      const next = walk(event.currentTarget, lineOf(event.target), event.key);
      const isOpening = event.key === "Enter" || event.key === " ";
      if (!next && !(isOpening && lineOf(event.target))) return;
      event.preventDefault();
      if (next) next.focus();
      else open(lineOf(event.target));
    },
  };
  return { box, opened, close: () => setOpened(null), Menu: loaded?.LineMenu };
}

/** The line that a key leads to; from outside them, arrow up leads to the newest. */
function walk(box: HTMLElement, from: HTMLElement | null, key: string): HTMLElement | undefined {
  const all = [...box.querySelectorAll<HTMLElement>("[data-line]")];
  const at = from ? all.indexOf(from) : all.length;
  if (key === "ArrowUp") return all[Math.max(0, at - 1)];
  if (key === "ArrowDown") return all[Math.min(all.length - 1, at + 1)];
  if (key === "Home") return all[0];
  return key === "End" ? all.at(-1) : undefined;
}

function lineOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-line]") : null;
}

/** What has an act of its own, such as the number of a product. */
function isOfItself(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, [role=menu]") !== null;
}

function hasSelection(): boolean {
  return !(getSelection()?.isCollapsed ?? true);
}
