"use client";

import dynamic from "next/dynamic";
import { useLocale } from "next-intl";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { RoomSheetsProps } from "./open-sheets.tsx";
import { SheetComing } from "./sheet-coming.tsx";

/** Everything about buying, with its words. */
const sheets = {
  en: lazyModule(() => import("./sheets-en.tsx")),
  "zh-CN": lazyModule(() => import("./sheets-zh-cn.tsx")),
};

/** Draws nothing, and makes the page name its script in the head: so it comes beside the page's own, and not after them. */
const early = {
  en: dynamic(() => import("./sheets-en.tsx").then(nothing, nothing)),
  "zh-CN": dynamic(() => import("./sheets-zh-cn.tsx").then(nothing, nothing)),
};

export function RoomSheets(props: RoomSheetsProps) {
  const locale = useLocale();
  const Early = early[locale];
  const loaded = useModule(sheets[locale], 0);
  if (props.open === null) return <Early />;
  return loaded ? <loaded.Sheets {...props} /> : <SheetComing onClose={props.onClose} />;
}

function nothing() {
  return { default: () => null };
}
