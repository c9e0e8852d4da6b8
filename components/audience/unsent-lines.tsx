"use client";

import { useTranslations } from "next-intl";
import type { UnsentLine } from "./kept-lines.ts";
import type { Talk } from "./use-chat.ts";

/** At the end of the talk: one's own lines that are not out yet, and why the last was not taken. Here nothing lies under them. */
export function UnsentLines({ unsent, note, isSilenced, sendAgain, discard }: Talk) {
  const t = useTranslations("room.chat");
  function wordsOf({ isOld, held }: UnsentLine): string {
    if (!held) return t(isOld ? "old" : "unsent");
    const { state, rule } = held;
    return t("held", { state, why: t("heldFor", { rule: rule ?? "none" }) });
  }
  return (
    <>
      {unsent.map((line) => (
        <p
          key={line.key}
          data-testid="unsent"
          className="wrap-anywhere over:mt-1 mt-2 over:w-fit over:rounded-lg over:bg-raised over:px-3 over:py-1 text-sm text-soft leading-5"
        >
          {line.body} <em className="not-italic text-warn">{wordsOf(line)}</em>{" "}
          {line.isOld && !line.held && (
            <button type="button" className={act} onClick={() => sendAgain(line)}>
              {t("sendAgain")}
            </button>
          )}{" "}
          <button
            type="button"
            hidden={line.held?.state === "waiting"}
            className={act}
            onClick={() => discard(line.key)}
          >
            {t(line.held ? "hide" : "discard")}
          </button>
        </p>
      ))}
      <p
        role="alert"
        data-testid="chat-note"
        className="over:mt-1 mt-2 over:w-fit over:rounded-lg rounded-sm over:bg-raised over:px-3 over:py-1 text-danger text-sm empty:hidden"
      >
        {note}
        {note && isSilenced && (
          <a
            href="/account/talk"
            target="_blank"
            className="ml-1.5 font-medium underline underline-offset-2"
            rel="noopener"
          >
            {t("object")}
          </a>
        )}
      </p>
    </>
  );
}

const act = "-my-2 min-h-9 px-1 font-medium text-ink underline underline-offset-2";
