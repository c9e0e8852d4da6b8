"use client";

import dynamic from "next/dynamic";
import { useLocale } from "next-intl";
import { ComingSheet } from "#components/ui/coming-sheet.tsx";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useAfterPaint } from "#components/ui/use-after-paint.ts";
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

/** The tap is answered in its own frame, by an empty sheet; what stands in it is drawn after that, and gives way to the next tap. */
export function RoomSheets(props: RoomSheetsProps) {
  const locale = useLocale();
  const Early = early[locale];
  const loaded = useModule(sheets[locale], 0);
  const drawn = useAfterPaint(props.open);
  if (props.open === null) return <Early />;
  if (!loaded || drawn === null) return <SheetComing onClose={props.onClose} />;
  return (
    <ComingSheet>
      <loaded.Sheets {...props} open={drawn} />
    </ComingSheet>
  );
}

function nothing() {
  return { default: () => null };
}
