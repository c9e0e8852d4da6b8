import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { LiveMessage } from "#lib/live/contract.ts";
import { standings } from "./standings.ts";

type ChatMessageProps = {
  line: LiveMessage;
  /** How many products can be called by their number. */
  products: number;
  onNumber: (number: number) => void;
};

/** One message. The house speaks in a box of its own; `#3` opens product 3. */
export const ChatMessage = memo(function ChatMessage({ line, products, onNumber }: ChatMessageProps) {
  const t = useTranslations("room.chat");
  const standing = standings[line.role];
  return (
    <li
      data-line={line.id}
      tabIndex={-1}
      className={clsx("wrap-anywhere text-sm leading-5", standing === "house" && "rounded-sm bg-sunk px-3 py-2")}
    >
      <span className={clsx("mr-1.5 font-medium", standing === "house" ? "text-ink" : "text-soft")}>{line.name}</span>
      {standing !== "none" && (
        <span
          className={clsx(
            "mr-1.5 inline-block rounded-xs px-1.5 font-medium text-2xs",
            standing === "house" ? "bg-ink text-paper" : "border border-edge text-soft",
          )}
        >
          {t(`roles.${line.role}`)}
        </span>
      )}
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

function splitNumbers(body: string) {
  let at = 0;
  return body.split(/(#\d{1,2}(?!\d))/u).map((text) => {
    const part = { text, at, number: /^#\d+$/u.test(text) ? Number(text.slice(1)) : null };
    at += text.length + 1;
    return part;
  });
}
