"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./icon-button.tsx";
import { dismissToast, type ToastMessage } from "./toasts.ts";

const shownForMs = 6000;

/** One sentence in passing; finger, pointer and focus hold it. */
export function Toast({ toast, dismissLabel }: { toast: ToastMessage; dismissLabel: string }) {
  const { id, text, tone, action } = toast;
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), shownForMs);
    return () => clearTimeout(timer);
  }, [held, id]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the toast in place for reading
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-112 animate-pop-in items-center gap-3 rounded-sm bg-ink py-1 pr-1 pl-4 text-paper shadow-lift"
    >
      <span aria-hidden className={clsx("size-2 shrink-0 rounded-full", dots[tone])} />
      <p className="py-1.5 text-sm">{text}</p>
      {action && (
        <button
          type="button"
          className="min-h-9 shrink-0 px-2 font-medium text-sm underline underline-offset-4"
          onClick={() => {
            action.run();
            dismissToast(id);
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton small label={dismissLabel} onClick={() => dismissToast(id)} className="text-paper hover:text-ink">
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

const dots = { neutral: "bg-edge", ok: "bg-ok", danger: "bg-signal" } satisfies Record<ToastMessage["tone"], string>;
