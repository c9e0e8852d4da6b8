"use client";

import { clsx } from "clsx";
import { Eraser, EyeOff, MicOff, UserPen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type LiveMessage, speaksForHouse } from "#lib/live/contract.ts";
import { neutralName } from "#lib/live/neutral-name.ts";
import type { TalkDesk, WhisperView } from "#lib/moderation/schema.ts";
import { SilenceForm } from "./silence-form.tsx";
import { useNameAsking } from "./use-name-asking.ts";
import { useRemoval } from "./use-removal.ts";

type KeptChatProps = {
  showId: string;
  chat: LiveMessage[];
  /** Whether this person keeps the chats of all shows. */
  keepsAll?: boolean;
  /** Of its moderation; null while it is not known. */
  desk?: TalkDesk | null;
};

/** The chat in the hands of whoever keeps it: each line can be taken back, and its author silenced. */
export function KeptChat({ showId, chat, keepsAll = false, desk = null }: KeptChatProps) {
  const [silencing, setSilencing] = useState<LiveMessage | null>(null);
  const remove = useRemoval(showId, desk?.seen);
  const askForName = useNameAsking(showId);
  return (
    <>
      <ol>
        {withWhispers(chat, desk?.whispers ?? []).map((line) =>
          "role" in line ? (
            <KeptLine
              key={line.id}
              line={line}
              onRemove={() => void remove(line.id)}
              onSilence={() => setSilencing(line)}
              onAskName={() => void askForName(line)}
            />
          ) : (
            <Whisper key={line.id} whisper={line} />
          ),
        )}
      </ol>
      <SilenceForm {...{ showId, keepsAll }} line={silencing} onClose={() => setSilencing(null)} />
    </>
  );
}

/** In the order in which they were said; a whisper from before the oldest line on the page is old. */
function withWhispers(chat: LiveMessage[], whispers: WhisperView[]): (LiveMessage | WhisperView)[] {
  const [oldest] = chat;
  const own = whispers.filter(({ at }) => !oldest || chat.length < 200 || at >= oldest.at);
  return [...chat, ...own].toSorted((one, other) => one.at.localeCompare(other.at));
}

function Whisper({ whisper: { name, body } }: { whisper: WhisperView }) {
  const t = useTranslations("studio.talk");
  return (
    <li data-row tabIndex={-1} className="my-1 border-warn border-l-2 bg-warn-wash px-2 py-1 [overflow-wrap:anywhere]">
      <EyeOff aria-hidden className="mr-1.5 inline size-4 text-warn" />
      <span className="mr-2 font-medium">{name}</span>
      <span className="mr-2 text-2xs text-warn uppercase">{t("whispered")}</span>
      {body}
    </li>
  );
}

type KeptLineProps = { line: LiveMessage; onRemove: () => void; onSilence: () => void; onAskName: () => void };

function KeptLine({ line, onRemove, onSilence, onAskName }: KeptLineProps) {
  const t = useTranslations("studio");
  const { name, role, body } = line;
  const isHouse = speaksForHouse(role);
  return (
    <li data-row tabIndex={-1} className="group/line flex items-start gap-1 py-1">
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className={clsx("mr-2 font-medium", isHouse ? "text-signal-ink" : "text-soft")}>
          {name}
          {speaksForHouse(role) && <span className="ml-1.5 text-2xs uppercase">{t(`chat.role.${role}`)}</span>}
        </span>
        {body}
      </p>
      <span className="-my-1 flex shrink-0 text-soft opacity-70 transition-opacity group-focus-within/line:opacity-100 group-hover/line:opacity-100">
        <IconButton
          small
          className="max-md:size-11"
          data-act="remove"
          label={t("talk.removeOf", { name })}
          onClick={onRemove}
        >
          <Eraser aria-hidden />
        </IconButton>
        {!isHouse && name !== neutralName && (
          <IconButton small className="max-md:size-11" label={t("talk.askNameOf", { name })} onClick={onAskName}>
            <UserPen aria-hidden />
          </IconButton>
        )}
        {!isHouse && (
          <IconButton
            small
            className="max-md:size-11"
            data-act="silence"
            label={t("talk.silenceOf", { name })}
            onClick={onSilence}
          >
            <MicOff aria-hidden />
          </IconButton>
        )}
      </span>
    </li>
  );
}
