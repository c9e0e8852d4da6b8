"use client";

import { useLocale } from "next-intl";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { RoomSheetsProps } from "./open-sheets.tsx";
import { SheetComing } from "./sheet-coming.tsx";

/** Everything about buying, with its words: not needed for the first picture, and there before most first taps. */
const sheets = {
  en: lazyModule(() => import("./sheets-en.tsx")),
  "zh-CN": lazyModule(() => import("./sheets-zh-cn.tsx")),
};
const afterFirstPaintMs = 2000;

export function RoomSheets(props: RoomSheetsProps) {
  const isAsked = props.open !== null;
  const loaded = useModule(sheets[useLocale()], isAsked ? 0 : afterFirstPaintMs);
  if (!isAsked) return null;
  return loaded ? <loaded.Sheets {...props} /> : <SheetComing onClose={props.onClose} />;
}
