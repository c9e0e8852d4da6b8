import { type ComponentProps, useState } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { LineReader } from "./line-reader.tsx";
import type { UnsentLines } from "./unsent-lines.tsx";

const loadReader = lazyModule(() => import("./line-reader.tsx"));
const loadUnsent = lazyModule(() => import("./unsent-lines.tsx"));
/** It says what is new, and nothing is while the page is. */
const readerMs = 1500;
/** Nobody has said anything yet: fetched ahead, for a moment without a network. */
const aheadMs = 2500;

/** Reads new lines out, once the page stands. */
export function LateReader(props: Omit<ComponentProps<typeof LineReader>, "since">) {
  const loaded = useModule(loadReader, readerMs);
  const [since] = useState(() => props.lines.at(-1)?.id);
  return loaded && <loaded.LineReader {...props} since={since} />;
}

/** What one said and is not out yet; its script comes with the first such line. */
export function LateUnsent(props: ComponentProps<typeof UnsentLines>) {
  const isWanted = props.unsent.length > 0 || props.note !== null;
  const loaded = useModule(loadUnsent, isWanted ? 0 : aheadMs);
  return loaded && <loaded.UnsentLines {...props} />;
}
