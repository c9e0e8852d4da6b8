"use client";

import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Select } from "#components/ui/input.tsx";
import type { PayWay } from "./use-pay-way.ts";

type TestCard = PayWay["card"];

const cards = [
  "approve",
  "decline",
  "needs_action",
  "slow",
  "lost_webhook",
  "duplicate_webhook",
  "decline_later",
] as const satisfies TestCard[];

/** The built-in rail charges nobody; this says so and chooses how it answers. */
export function CardChoice({ card, onCard }: { card: TestCard; onCard: (card: TestCard) => void }) {
  const t = useTranslations("preorders.sheet");
  const id = useId();
  return (
    <div className="grid gap-1.5 rounded-sm bg-warn-wash p-3">
      <label htmlFor={id} className="flex items-center gap-2 font-medium text-sm text-warn">
        <FlaskConical aria-hidden className="size-4 shrink-0" />
        {t("testRail")}
      </label>
      <Select
        id={id}
        value={card}
        onChange={(event) => onCard(cards.find((each) => each === event.target.value) ?? "approve")}
      >
        {cards.map((each) => (
          <option key={each} value={each}>
            {t(`cards.${each}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}
