"use client";

import { type ReactNode, useState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { useAct } from "./use-act.ts";

type ConfirmedActProps = {
  opener: { label: string; name?: string; look: ButtonLook; className?: string };
  title: string;
  confirmLabel: string;
  look?: ButtonLook;
  act: () => Promise<unknown>;
  /** After it was done; a refusal is said in passing. */
  onDone: () => void;
  /** What will have happened afterwards, and whether it can be undone. */
  children: ReactNode;
};

/** A button whose act is asked about first. */
export function ConfirmedAct({ opener, title, confirmLabel, look, act, onDone, children }: ConfirmedActProps) {
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useAct();

  async function confirm() {
    const isDone = await run(act);
    setAsking(false);
    if (isDone) onDone();
  }

  return (
    <>
      <Button
        look={opener.look}
        size="sm"
        aria-label={opener.name}
        onClick={() => setAsking(true)}
        className={opener.className}
      >
        {opener.label}
      </Button>
      <Confirm
        open={isAsking}
        onOpenChange={setAsking}
        title={title}
        confirmLabel={confirmLabel}
        look={look}
        busy={busy}
        onConfirm={() => void confirm()}
      >
        {children}
      </Confirm>
    </>
  );
}
