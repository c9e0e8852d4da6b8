import type { RefObject } from "react";
import { useHotkeys } from "#components/studio/desk/use-hotkeys.ts";

export type TalkPart = "talk" | "held" | "questions" | "polls" | "cases" | "setup" | "acts";

type Keys = {
  /** Within which rows are walked: each has `data-row`, and its buttons `data-act`. */
  page: RefObject<HTMLElement | null>;
  onPart: (part: TalkPart) => void;
  onShield: () => void;
  onWrite: () => void;
  onList: () => void;
};

/** A moderator's keys: J and K walk from line to line, a letter acts upon the one in hand. */
export function useTalkKeys({ page, onPart, onShield, onWrite, onList }: Keys): void {
  const walk = (step: 1 | -1) => {
    const rows = [...(page.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].filter(isShown);
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = at < 0 ? (step > 0 ? rows[0] : rows.at(-1)) : rows[at + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const press = (act: string) => {
    const row = document.activeElement?.closest("[data-row]");
    row?.querySelector<HTMLElement>(`[data-act=${act}]`)?.click();
  };
  useHotkeys(
    {
      j: () => walk(1),
      k: () => walk(-1),
      d: () => press("remove"),
      m: () => press("silence"),
      a: () => press("allow"),
      x: () => press("refuse"),
      t: () => onPart("talk"),
      h: () => onPart("held"),
      q: () => onPart("questions"),
      p: () => onPart("polls"),
      r: () => onPart("cases"),
      w: onWrite,
      s: onShield,
      "?": onList,
    },
    true,
  );
}

function isShown(row: HTMLElement): boolean {
  return row.offsetParent !== null;
}
