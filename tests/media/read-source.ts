import { BoxSplitter } from "#lib/media/mp4/boxes.ts";
import { type Fragment, parseFragment } from "#lib/media/mp4/fragment.ts";
import { parseInit, type SourceLayout } from "#lib/media/mp4/init-segment.ts";

/** The fragments of a recording as its source wrote them, before anything is put right. */
export function readSource(whole: Buffer): Fragment[] {
  let layout: SourceLayout = new Map();
  const fragments: Fragment[] = [];
  const splitter = new BoxSplitter((unit) => {
    if ("moov" in unit) layout = parseInit(unit.bytes, unit.moov).layout;
    else fragments.push(parseFragment({ ...unit, layout }));
  });
  splitter.push(whole);
  return fragments;
}
