import { clsx } from "clsx";
import { CornerUpLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { LiveMessage } from "#lib/live/contract.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import { standings } from "./standings.ts";

type ChatMessageProps = {
  line: LiveMessage;
  /** How many products can be called by their number. */
  products: number;
  /** Whether it answers or names whoever reads. */
  isToMe: boolean;
  onNumber: (number: number) => void;
};

/** One message. The house speaks in a box of its own; `#3` opens product 3. */
export const ChatMessage = memo(function ChatMessage({ line, products, isToMe, onNumber }: ChatMessageProps) {
  const t = useTranslations("room.chat");
  const standing = standings[line.role];
  const nameOf = (name: string) => (name === neutralName ? t("roles.guest") : name);
  return (
    <li
      data-line={line.id}
      data-to-me={isToMe || undefined}
      tabIndex={-1}
      className={clsx(
        "wrap-anywhere text-sm leading-5",
        standing === "house" && "rounded-sm bg-sunk px-3 py-2",
        isToMe && "border-signal border-l-3 pl-2",
      )}
    >
      {line.answers && (
        <span className="flex min-w-0 items-center gap-1 text-soft text-xs">
          <CornerUpLeft aria-hidden className="size-3 shrink-0" />
          <span className="sr-only">{t("answers")}</span>
          <span className="truncate">
            <b className="font-medium">{nameOf(line.answers.name)}</b> {line.answers.words}
          </span>
        </span>
      )}
      <span className={clsx("mr-1.5 font-medium", standing === "house" ? "text-ink" : "text-soft")}>
        {nameOf(line.name)}
      </span>
      {standing !== "none" && <Mark isHouse={standing === "house"}>{t(`roles.${line.role}`)}</Mark>}
      {line.badge && <Mark>{t(`badges.${line.badge}`)}</Mark>}
      {splitNumbers(line.body).map(({ text, at, number }) =>
        number !== null && number >= 1 && number <= products ? (
          <button
            key={at}
            type="button"
            aria-label={t("openProduct", { number })}
            className="font-medium font-mono text-signal-ink underline underline-offset-2"
            onClick={() => onNumber(number)}
          >
            {text}
          </button>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </li>
  );
});

/** Drawn, not written: no name can look like one. */
function Mark({ isHouse = false, children }: { isHouse?: boolean; children: string }) {
  return (
    <span
      className={clsx(
        "mr-1.5 inline-block rounded-xs px-1.5 font-medium text-2xs",
        isHouse ? "bg-ink text-paper" : "border border-edge text-soft",
      )}
    >
      {children}
    </span>
  );
}

function splitNumbers(body: string) {
  let at = 0;
  return body.split(/(#\d{1,2}(?!\d))/u).map((text) => {
    const part = { text, at, number: /^#\d+$/u.test(text) ? Number(text.slice(1)) : null };
    at += text.length + 1;
    return part;
  });
}
