"use client";

import { MoreWords } from "#components/shell/more-words.tsx";
import basket from "#lib/words/en/basket.json" with { type: "json" };
import codes from "#lib/words/en/codes.json" with { type: "json" };
import preorders from "#lib/words/en/preorders.json" with { type: "json" };
import { OpenSheets, type RoomSheetsProps } from "./open-sheets.tsx";

const words = { basket, codes, preorders };

export function Sheets(props: RoomSheetsProps) {
  return (
    <MoreWords words={words}>
      <OpenSheets {...props} />
    </MoreWords>
  );
}
