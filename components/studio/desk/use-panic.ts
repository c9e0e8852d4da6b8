import type { HaltKind } from "#lib/live/contract.ts";
import type { Drops } from "../drops/use-drops.ts";
import type { Desk } from "./use-desk.ts";

/** Each by its key, and in this order on the desk. */
export const panicKeys = { sales: "o", drop: "p", product: "i", chat: "u", slate: "y", sound: "m" } as const;
export type PanicKind = keyof typeof panicKeys;
export type Panic = ReturnType<typeof usePanic>;

/** What must stop at once, and goes on by the same key. What stands still is what the room says, whoever pressed. */
export function usePanic(desk: Desk, drops: Drops) {
  const halts = desk.live.halts?.on ?? [];
  const running = drops.live;
  const standing = running.length > 0 && running.every(({ pausedAt }) => pausedAt !== null);
  const isOn = (kind: PanicKind) => (kind === "drop" ? standing : halts.includes(kind));

  async function pauseDrops() {
    for (const drop of running) if ((drop.pausedAt === null) !== standing) await drops.pause(drop, !standing);
  }

  return {
    kinds: Object.keys(panicKeys).filter((kind): kind is PanicKind => kind in panicKeys),
    isOn,
    /** There is nothing that it could stop. */
    isIdle: (kind: PanicKind) => kind === "drop" && running.length === 0,
    toggle: (kind: PanicKind) =>
      void (kind === "drop" ? pauseDrops() : desk.halt(kind satisfies HaltKind, !isOn(kind))),
  };
}
