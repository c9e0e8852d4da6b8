"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { type LetterPage, type LetterView, letterPage } from "#lib/threads/schema.ts";

type LetterListProps = {
  orderId: string;
  linkKey: string | null;
  /** The newest, as the page was sent with them. */
  newest: LetterPage;
  /** Whose side of it the reader is on. */
  side: "buyer" | "shop";
};

/** What was written about an order, the oldest above; who reads stands to the right. */
export function LetterList({ orderId, linkKey, newest, side }: LetterListProps) {
  const t = useTranslations("threads");
  const [older, setOlder] = useState<LetterPage | null>(null);
  const { busy, run } = useAct();
  const next = older ? older.next : newest.next;
  const readOlder = async () => {
    const query = new URLSearchParams({ before: next ?? "", ...(linkKey === null ? {} : { key: linkKey }) });
    const page = letterPage.parse(await callApi("GET", `/api/preorders/${orderId}/letters?${query}`));
    setOlder({ letters: [...(older?.letters ?? []), ...page.letters], next: page.next });
  };
  const letters = [...newest.letters, ...(older?.letters ?? [])].toReversed();
  if (letters.length === 0) return null;
  return (
    <div className="grid gap-4">
      {next && (
        <Button look="plain" size="sm" busy={busy} onClick={() => void run(readOlder)} className="justify-self-center">
          {t("earlier")}
        </Button>
      )}
      <ol aria-label={t("title")} className="grid gap-3">
        {letters.map((letter) => (
          <Letter key={letter.id} letter={letter} isOwn={letter.fromShop === (side === "shop")} side={side} />
        ))}
      </ol>
    </div>
  );
}

function Letter({ letter, isOwn, side }: { letter: LetterView; isOwn: boolean; side: "buyer" | "shop" }) {
  const t = useTranslations("threads");
  const other = side === "buyer" ? t("shop") : t("buyer");
  return (
    <li className={clsx("grid max-w-[85%] gap-1", isOwn ? "justify-self-end" : "justify-self-start")}>
      <p
        className={clsx(
          "wrap-anywhere whitespace-pre-wrap rounded-lg px-3.5 py-2.5",
          isOwn ? "rounded-br-xs bg-ink text-paper" : "rounded-bl-xs bg-sunk",
        )}
      >
        {letter.body}
      </p>
      <p className={clsx("text-soft text-xs", isOwn && "text-right")}>
        {isOwn ? t("you") : other} · <LocalTime iso={letter.at} />
      </p>
    </li>
  );
}
