"use client";

import { clsx } from "clsx";
import { SendHorizontal, Smile, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { LiveMessage, TalkRules } from "#lib/live/contract.ts";
import { MentionList } from "./mention-list.tsx";
import type { Talk } from "./use-chat.ts";
import { useMentions } from "./use-mentions.ts";

const longest = 300;
const afterFirstPaintMs = 4000;
const loadEmoji = lazyModule(() => import("./emoji-panel.tsx"));
const never = lazyModule(() => new Promise<never>(() => undefined));
const loadNameStep = lazyModule(() => import("./name-step.tsx"));

type ChatComposerProps = {
  /** What is allowed at the moment. */
  rules: TalkRules;
  talk: Talk;
  onFocus?: () => void;
  onBlur?: () => void;
  className?: string;
};

/** Where one writes; before the first line goes out, where one says what one is called. */
export function ChatComposer({ rules, talk, onFocus, onBlur, className }: ChatComposerProps) {
  const { naming, answering, answer } = talk;
  const step = useModule(loadNameStep, naming ? 0 : afterFirstPaintMs);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here, it is told whether anything inside has the focus
    <div
      onFocus={onFocus}
      onBlur={({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || onBlur?.()}
      className={clsx("grid min-w-0 flex-1 gap-1", className)}
    >
      {answering && !naming && <Answering line={answering} onCancel={() => answer(null)} />}
      {naming && step ? (
        <step.NameStep body={naming.body} onNamed={() => talk.endNaming(true)} onCancel={() => talk.endNaming(false)} />
      ) : (
        <LineField rules={rules} talk={talk} />
      )}
    </div>
  );
}

/** The field keeps its own text, so that what is typed before our scripts are here is not lost to them. */
function LineField({ rules, talk }: Pick<ChatComposerProps, "rules" | "talk">) {
  const t = useTranslations("room.chat");
  const field = useRef<HTMLInputElement>(null);
  const { draft, answering, chat } = talk;
  const id = useId();
  const mentions = useMentions(field, chat);
  const isNaming = mentions.names.length > 0;

  const send = async () => {
    const input = field.current;
    const said = input?.value.trim();
    if (!input || !said) return;
    input.value = "";
    if (!(await talk.send(said))) input.value ||= said;
  };

  useEffect(() => {
    if (field.current && draft) field.current.value ||= draft;
  }, [draft]);
  useEffect(() => {
    if (answering) field.current?.focus();
  }, [answering]);

  return (
    <Form onSubmit={send} className="relative min-w-0">
      <MentionList id={id} names={mentions.names} at={mentions.at} onTake={mentions.take} />
      <Emoji field={field} />
      <input
        ref={field}
        onInput={mentions.look}
        onKeyDown={mentions.onKeyDown}
        aria-autocomplete="list"
        aria-controls={isNaming ? id : undefined}
        aria-activedescendant={isNaming ? `${id}-${mentions.at}` : undefined}
        aria-label={t("label")}
        placeholder={t(invitationOf(rules), { seconds: rules.slowSeconds })}
        maxLength={longest}
        enterKeyHint="send"
        autoComplete="off"
        onBlur={mentions.close}
        className={clsx(controlClass, "peer rounded-full over:rounded-full pr-12 pl-11")}
      />
      <IconButton label={t("send")} type="submit" className="absolute top-0 right-0 peer-placeholder-shown:text-soft">
        <SendHorizontal aria-hidden />
      </IconButton>
    </Form>
  );
}

/** Pictures to write with; their list comes when it is asked for. */
function Emoji({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const t = useTranslations("room.chat");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const panel = useModule(isOpen ? loadEmoji : never, 0);

  function close(): void {
    setOpen(false);
    field.current?.focus();
  }

  function take(sign: string): void {
    const input = field.current;
    const at = input?.selectionStart ?? 0;
    input?.setRangeText(sign, at, input.selectionEnd ?? at, "end");
    close();
  }

  return (
    <>
      {isOpen && panel && <panel.EmojiPanel id={id} onTake={take} onClose={close} />}
      <IconButton
        label={t("emoji")}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!isOpen)}
        className="absolute top-0 left-0 z-10 text-soft"
      >
        <Smile aria-hidden />
      </IconButton>
    </>
  );
}

/** Whom the next line answers, with the way out of it. */
function Answering({ line, onCancel }: { line: LiveMessage; onCancel: () => void }) {
  const t = useTranslations("room.chat");
  return (
    <p className="flex min-w-0 items-center gap-1 rounded-sm bg-sunk pl-3 text-sm">
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{t("answering", { name: line.name })}</span>{" "}
        <span className="text-soft">{line.body}</span>
      </span>
      <IconButton label={t("noAnswer")} onClick={onCancel}>
        <X aria-hidden />
      </IconButton>
    </p>
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
