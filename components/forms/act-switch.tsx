"use client";

import { Switch } from "#components/ui/checkbox.tsx";
import { useAct } from "./use-act.ts";

type ActSwitchProps = {
  /** What is switched, for those who do not see beside what it stands. */
  name: string;
  on: string;
  off: string;
  /** What the server says now; the switch never runs ahead of it. */
  isOn: boolean;
  turn: (to: boolean) => Promise<unknown>;
};

/** Both ways at once, without a question: either can be taken back. */
export function ActSwitch({ name, on, off, isOn, turn }: ActSwitchProps) {
  const { busy, run } = useAct();
  return (
    <Switch
      label={
        <>
          <span aria-hidden className={isOn ? "text-ok" : "text-soft"}>
            {isOn ? on : off}
          </span>
          <span className="sr-only">{name}</span>
        </>
      }
      checked={isOn}
      aria-busy={busy || undefined}
      onChange={({ target: { checked } }) => !busy && void run(() => turn(checked))}
      className="min-h-9 w-28 items-center py-1.5 text-sm"
    />
  );
}
