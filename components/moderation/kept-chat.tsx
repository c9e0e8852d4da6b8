"use client";

import { clsx } from "clsx";
import { Eraser, MicOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type LiveMessage, speaksForHouse } from "#lib/live/contract.ts";
import { SilenceForm } from "./silence-form.tsx";
import { useRemoval } from "./use-removal.ts";

type KeptChatProps = {
  showId: string;
  chat: LiveMessage[];
  /** Whether this person keeps the chats of all shows. */
  keepsAll?: boolean;
  onSilenced?: () => void;
};

/** The chat in the hands of whoever keeps it: each line can be taken back, and its author silenced. */
export function KeptChat({ showId, chat, keepsAll = false, onSilenced = () => undefined }: KeptChatProps) {
  const [silencing, setSilencing] = useState<LiveMessage | null>(null);
  const remove = useRemoval(showId);
  return (
    <>
      <ol>
        {chat.map((line) => (
          <KeptLine
            key={line.id}
            line={line}
            onRemove={() => void remove(line.id)}
            onSilence={() => setSilencing(line)}
          />
        ))}
      </ol>
      <SilenceForm {...{ showId, keepsAll, onSilenced }} line={silencing} onClose={() => setSilencing(null)} />
    </>
  );
}

type KeptLineProps = { line: LiveMessage; onRemove: () => void; onSilence: () => void };

function KeptLine({ line, onRemove, onSilence }: KeptLineProps) {
  const t = useTranslations("studio");
  const { name, role, body } = line;
  const isHouse = speaksForHouse(role);
  return (
    <li className="group/line flex items-start gap-1 py-1">
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className={clsx("mr-2 font-medium", isHouse ? "text-signal-ink" : "text-soft")}>
          {name}
          {speaksForHouse(role) && <span className="ml-1.5 text-2xs uppercase">{t(`chat.role.${role}`)}</span>}
        </span>
        {body}
      </p>
      <span className="-my-1 flex shrink-0 text-soft opacity-70 transition-opacity group-focus-within/line:opacity-100 group-hover/line:opacity-100">
        <IconButton small className="max-md:size-11" label={t("talk.removeOf", { name })} onClick={onRemove}>
          <Eraser aria-hidden />
        </IconButton>
        {!isHouse && (
          <IconButton small className="max-md:size-11" label={t("talk.silenceOf", { name })} onClick={onSilence}>
            <MicOff aria-hidden />
          </IconButton>
        )}
      </span>
    </li>
  );
}
