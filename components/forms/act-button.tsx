"use client";

import { useRouter } from "next/navigation";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { WhoMay } from "./may-scope.tsx";
import { useAct } from "./use-act.ts";

type ActButtonProps = { path: string; label: string; done: string; disabled?: boolean };

/** An act that asks for nothing more: posted, said to be done, and the page read anew. */
export function ActButton({ path, label, done, disabled }: ActButtonProps) {
  const router = useRouter();
  const { busy, run } = useAct();
  const act = async () => {
    if (!(await run(() => callApi("POST", path)))) return;
    showToast({ tone: "ok", text: done });
    router.refresh();
  };
  return (
    <WhoMay what="operate">
      <Button look="line" size="sm" busy={busy} disabled={disabled} onClick={() => void act()}>
        {label}
      </Button>
    </WhoMay>
  );
}
