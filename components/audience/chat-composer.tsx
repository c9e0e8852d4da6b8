"use client";

import { clsx } from "clsx";
import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { controlClass } from "#components/ui/input.tsx";
import type { TalkRules } from "#lib/live/contract.ts";

const longest = 300;

type ChatComposerProps = {
  /** What is allowed at the moment. */
  rules: TalkRules;
  /** Resolves to whether the message was taken; one that was not comes back into the field. */
  onSend: (body: string) => Promise<boolean>;
  onFocus?: () => void;
  onBlur?: () => void;
  className?: string;
};

export function ChatComposer({ rules, onSend, onFocus, onBlur, className }: ChatComposerProps) {
  const t = useTranslations("room.chat");
  const [body, setBody] = useState("");

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = body.trim();
    if (!said) return;
    setBody("");
    if (!(await onSend(said))) setBody((typedSince) => typedSince || said);
  };

  return (
    <form onSubmit={send} className={clsx("relative min-w-0 flex-1", className)}>
      <div className="relative">
        <input
          aria-label={t("label")}
          placeholder={t(invitationOf(rules), { seconds: rules.slowSeconds })}
          value={body}
          maxLength={longest}
          enterKeyHint="send"
          autoComplete="off"
          onChange={(event) => setBody(event.target.value)}
          onFocus={onFocus}
          onBlur={onBlur}
          className={clsx(controlClass, "rounded-full pr-12 pl-4")}
        />
        <IconButton label={t("send")} type="submit" disabled={!body.trim()} className="absolute top-0 right-0">
          <SendHorizontal aria-hidden />
        </IconButton>
      </div>
    </form>
  );
}

/** What stands in the empty field. */
function invitationOf({ slowSeconds, speakers }: TalkRules) {
  if (speakers === "staff") return "closed";
  if (speakers === "buyers") return "forBuyers";
  return slowSeconds > 0 ? "slow" : "placeholder";
}
