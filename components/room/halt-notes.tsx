import { Pause } from "lucide-react";
import { useTranslations } from "next-intl";
import type { HaltKind, LiveHalts } from "#lib/live/contract.ts";

/** What is said here; a closed chat says so in its own field, a slate on itself. */
const told = ["sales", "product", "sound"] as const satisfies readonly HaltKind[];

/** What the host has stopped for a moment, each in a sentence. The place exists always, so that it is announced. */
export function HaltNotes({ halts }: { halts: LiveHalts | undefined }) {
  const t = useTranslations("room.halts");
  const on = told.filter((kind) => halts?.on.includes(kind));
  return (
    <div role="status" data-testid="halts" className="grid gap-1 tall:px-2 tall:*:rounded-lg">
      {on.map((kind) => (
        <p key={kind} className="flex min-h-9 items-center gap-2 bg-sunk px-4 py-1.5 font-medium text-sm">
          <Pause aria-hidden className="size-4 shrink-0" />
          {t(kind)}
        </p>
      ))}
    </div>
  );
}
