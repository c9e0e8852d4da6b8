"use client";

import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import type { TalkDesk } from "#lib/moderation/schema.ts";
import { useTalkAct } from "./use-talk-act.ts";

/** The strict rules by one press, and what stood before by one more. */
export function useShield(showId: string, desk: TalkDesk | null, onDone: () => unknown) {
  const t = useTranslations("studio.talk");
  const { busy, run } = useTalkAct(onDone);
  const isUp = desk?.shield != null;
  const toggle = () =>
    void run(
      () => callApi("PUT", `/api/shows/${showId}/talk/shield`, { body: { on: !isUp } }),
      t(isUp ? "shieldLowered" : "shieldRaised"),
    );
  return { isUp, busy, toggle };
}
