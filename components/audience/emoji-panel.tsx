"use client";

import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { controlClass } from "#components/ui/control-class.ts";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import { countTaken, type EmojiList, listEmoji, oftenTaken, readTable } from "./emoji.ts";

const tables = {
  en: lazyModule(() => import("./emoji-en.ts")),
  "zh-CN": lazyModule(() => import("./emoji-zh-cn.ts")),
};
const nothing: EmojiList[] = [];

type EmojiPanelProps = { id: string; onTake: (sign: string) => void; onClose: () => void };

/** Pictures, those taken most first, looked for by words. Arrows walk, Enter takes, Escape goes back to the field. */
export function EmojiPanel({ id, onTake, onClose }: EmojiPanelProps) {
  const t = useTranslations("room.chat.emojis");
  const table = useModule(useLocale() === "zh-CN" ? tables["zh-CN"] : tables.en, 0);
  const [sought, seek] = useState("");
  const [often] = useState(oftenTaken);
  const groups = useMemo(() => (table ? readTable(table.emojiTable) : nothing), [table]);
  const lists = listEmoji(groups, sought, often);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (table) box.current?.querySelector("button")?.focus();
  }, [table]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what stands in it
    <div
      id={id}
      ref={box}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else walk(event);
      }}
      className="absolute bottom-full left-0 z-20 mb-1 flex max-h-[min(18rem,45dvh)] w-88 max-w-full flex-col gap-1 rounded-sm bg-raised over:bg-video p-1 shadow-lift"
    >
      <input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        autoComplete="off"
        onInput={({ currentTarget }) => seek(currentTarget.value)}
        // What is looked for is no line.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        className={controlClass}
      />
      <div className="min-h-0 overflow-y-auto overscroll-contain">
        {lists.map((list) => (
          <Signs
            key={list.group}
            list={list}
            onTake={(sign) => {
              countTaken(sign);
              onTake(sign);
            }}
          />
        ))}
        {sought && lists[0]?.all.length === 0 && <p className="p-2 text-sm text-soft">{t("none")}</p>}
      </div>
    </div>
  );
}

function Signs({ list: { group, all }, onTake }: { list: EmojiList; onTake: (sign: string) => void }) {
  const t = useTranslations("room.chat.emojis");
  const id = useId();
  if (all.length === 0) return null;
  return (
    <section aria-labelledby={id} className="[contain-intrinsic-size:auto_20rem] [content-visibility:auto]">
      <h3 id={id} className="px-2 pt-1 text-soft text-xs">
        {t(`groups.${group}`)}
      </h3>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))]">
        {all.map(({ sign, words }, index) => (
          <button
            key={sign}
            type="button"
            aria-label={`${sign} ${words}`}
            title={words}
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => onTake(sign)}
            className="grid h-11 place-items-center rounded-xs text-xl -outline-offset-2 hover:bg-sunk"
          >
            {sign}
          </button>
        ))}
      </div>
    </section>
  );
}

/** To the next picture, or to the nearest one of the row above or below. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.findIndex((each) => each.matches(":focus"));
  if (at < 0) {
    if (event.key === "ArrowDown") focus(event, all[0]);
    return;
  }
  if (event.key === "ArrowRight") focus(event, all[at + 1]);
  if (event.key === "ArrowLeft") focus(event, all[at - 1]);
  if (event.key === "ArrowDown") focus(event, nearest(all.slice(at + 1), all[at]));
  if (event.key === "ArrowUp") focus(event, nearest(all.slice(0, at).reverse(), all[at]));
}

function focus(event: KeyboardEvent, button: HTMLButtonElement | undefined): void {
  if (!button) return;
  event.preventDefault();
  button.focus();
}

function nearest(others: HTMLButtonElement[], from: HTMLButtonElement | undefined): HTMLButtonElement | undefined {
  const [here, places] = [from?.getBoundingClientRect(), others.map((each) => each.getBoundingClientRect())];
  const row = places.find(({ top }) => top !== here?.top)?.top;
  const distance = (index: number) => Math.abs((places[index]?.left ?? 0) - (here?.left ?? 0));
  const inRow = others.flatMap((button, index) => (places[index]?.top === row ? [{ button, index }] : []));
  return inRow.toSorted((one, other) => distance(one.index) - distance(other.index))[0]?.button;
}
