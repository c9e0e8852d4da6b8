"use client";

import { clsx } from "clsx";
import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Form } from "#components/forms/form.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
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

/** The field keeps its own text, so that what is typed before our scripts are here is not lost to them. */
export function ChatComposer({ rules, onSend, onFocus, onBlur, className }: ChatComposerProps) {
  const t = useTranslations("room.chat");
  const field = useRef<HTMLInputElement>(null);

  const send = async () => {
    const input = field.current;
    const said = input?.value.trim();
    if (!input || !said) return;
    input.value = "";
    if (!(await onSend(said))) input.value ||= said;
  };

  return (
    <Form onSubmit={send} className={clsx("relative min-w-0 flex-1", className)}>
      <div className="relative">
        <input
          ref={field}
          aria-label={t("label")}
          placeholder={t(invitationOf(rules), { seconds: rules.slowSeconds })}
          maxLength={longest}
          enterKeyHint="send"
          autoComplete="off"
          onFocus={onFocus}
          onBlur={onBlur}
          className={clsx(controlClass, "peer rounded-full over:rounded-full pr-12 pl-4")}
        />
        <IconButton label={t("send")} type="submit" className="absolute top-0 right-0 peer-placeholder-shown:text-soft">
          <SendHorizontal aria-hidden />
        </IconButton>
      </div>
    </Form>
  );
}

/** What stands in the empty field. */
function invitationOf({ slowSeconds, speakers, emojiOnly }: TalkRules) {
  if (speakers === "staff") return "closed";
  if (speakers === "buyers") return "forBuyers";
  if (speakers === "members") return "forMembers";
  if (emojiOnly) return "emojiOnly";
  return slowSeconds > 0 ? "slow" : "placeholder";
}
