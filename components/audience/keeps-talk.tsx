"use client";

import { createContext, type ReactNode, useContext } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";

const Keeps = createContext(false);
const loadWhispers = lazyModule(() => import("./room-whispers.tsx"));
const never = lazyModule(() => new Promise<never>(() => undefined));

/** Around the room of somebody who keeps its chat. */
export function KeepsTalk({ keeps, children }: { keeps: boolean; children: ReactNode }) {
  return <Keeps value={keeps}>{children}</Keeps>;
}

/** What those who keep this chat whisper, for them alone: nobody else loads it, and its server asks who reads. */
export function Whispers({ showId }: { showId: string }) {
  const loaded = useModule(useContext(Keeps) ? loadWhispers : never, 0);
  return loaded && <loaded.RoomWhispers showId={showId} />;
}
