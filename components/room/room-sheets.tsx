"use client";

import { useLocale } from "next-intl";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { RoomSheetsProps } from "./open-sheets.tsx";
import { SheetComing } from "./sheet-coming.tsx";

/** Everything about buying, with its words: asked for as soon as this file runs, so that it comes while the page wakes up. */
const sheets = {
  en: lazyModule(() => import("./sheets-en.tsx")),
  "zh-CN": lazyModule(() => import("./sheets-zh-cn.tsx")),
};
if (typeof document !== "undefined") void sheets[document.documentElement.lang === "zh-CN" ? "zh-CN" : "en"]();

export function RoomSheets(props: RoomSheetsProps) {
  const loaded = useModule(sheets[useLocale()], 0);
  if (props.open === null) return null;
  return loaded ? <loaded.Sheets {...props} /> : <SheetComing onClose={props.onClose} />;
}
