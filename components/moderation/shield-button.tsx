"use client";

import { Shield, ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { TalkDesk } from "#lib/moderation/schema.ts";
import type { useShield } from "./use-shield.ts";

type ShieldButtonProps = { shield: ReturnType<typeof useShield>; desk: TalkDesk | null; hotkey: string };

export function ShieldButton({ shield: { isUp, busy, toggle }, desk, hotkey }: ShieldButtonProps) {
  const t = useTranslations("studio.talk");
  const Icon = isUp ? ShieldAlert : Shield;
  return (
    <Button
      look={isUp ? "danger" : "line"}
      aria-pressed={isUp}
      busy={busy}
      title={desk?.shield ? t("shieldBy", { name: desk.shield.by }) : t("shieldHint")}
      onClick={toggle}
      className="px-3!"
    >
      <Icon aria-hidden className="size-5" />
      {t(isUp ? "shieldDown" : "shieldUp")}
      <span className="max-md:hidden">
        <KeyHint>{hotkey}</KeyHint>
      </span>
    </Button>
  );
}
