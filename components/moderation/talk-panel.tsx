"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { TalkDesk } from "#lib/moderation/schema.ts";
import { ShieldButton } from "./shield-button.tsx";
import type { useShield } from "./use-shield.ts";

type TalkPanelProps = { showId: string; desk: TalkDesk | null; shield: ReturnType<typeof useShield> };

/** The chat's moderation in one row, for the host's desk: what waits, and the shield. */
export function TalkPanel({ showId, desk, shield }: TalkPanelProps) {
  const t = useTranslations("studio.talk");
  const { held, cases } = desk?.waiting ?? { held: 0, cases: 0 };
  return (
    <section
      aria-label={t("panel")}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-rule border-b px-4 py-2"
    >
      <Link
        href={`/studio/talk/${showId}`}
        target="_blank"
        title={t("secondScreen")}
        aria-live="polite"
        className="inline-grid min-h-11 flex-1 content-center whitespace-nowrap text-sm underline underline-offset-4"
      >
        <span className={held > 0 ? "font-medium text-warn" : "text-soft"}>{t("panelHeld", { count: held })}</span>
        <span className={cases > 0 ? "font-medium text-warn" : "text-soft"}>{t("panelCases", { count: cases })}</span>
      </Link>
      <ShieldButton shield={shield} desk={desk} hotkey="H" />
    </section>
  );
}
