"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useShow } from "#components/live/use-show.ts";
import { RoomChat } from "#components/studio/desk/room-chat.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { SilencePage } from "#lib/moderation/schema.ts";
import { SilenceList } from "./silence-list.tsx";
import { TalkRules } from "./talk-rules.tsx";

type TalkDeskProps = { title: string; snapshot: Snapshot; silences: SilencePage; keepsAll: boolean };

/** One show's chat and nothing else, for a second screen: on a phone the talk fills it, and the rules fold away above. */
export function TalkDesk({ title, snapshot, silences, keepsAll }: TalkDeskProps) {
  const t = useTranslations("studio.talk");
  const { show: live, sendChat } = useShow(snapshot, { watching: false });
  const { refresh } = useRouter();
  const { showId } = snapshot;
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col max-lg:h-[calc(100dvh-8rem)] lg:border-rule lg:border-r">
        <h1 className="truncate px-4 pt-4 font-semibold text-lg">{title}</h1>
        <RoomChat showId={showId} live={live} sendChat={sendChat} keepsAll={keepsAll} onSilenced={refresh} />
      </div>
      <div className="grid content-start gap-8 overflow-y-auto p-4">
        <div className="[&_section]:sm:grid-cols-1">
          <h2 className="slug pb-3 text-soft">{t("rules")}</h2>
          <TalkRules showId={showId} rules={live.talk} />
        </div>
        <div>
          <h2 className="slug pb-2 text-soft">{t("silences")}</h2>
          <SilenceList {...{ showId, keepsAll }} page={silences} onLifted={refresh} />
        </div>
      </div>
    </div>
  );
}
