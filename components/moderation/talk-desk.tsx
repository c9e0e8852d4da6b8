"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { useShow } from "#components/live/use-show.ts";
import { SecondQuestions } from "#components/questions/desk/second-questions.tsx";
import { RoomChat } from "#components/studio/desk/room-chat.tsx";
import { MomentDesk } from "#components/studio/moments/moment-desk.tsx";
import { PollDesk } from "#components/studio/polls/poll-desk.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Snapshot } from "#lib/live/contract.ts";
import type { TalkDesk as Desk, SilencePage } from "#lib/moderation/schema.ts";
import { ActLog } from "./act-log.tsx";
import { CaseList } from "./case-list.tsx";
import { FilterForm } from "./filter-form.tsx";
import { HeldQueue } from "./held-queue.tsx";
import { RuleCounts } from "./rule-counts.tsx";
import { ShieldButton } from "./shield-button.tsx";
import { SilenceList } from "./silence-list.tsx";
import { TalkKeyList } from "./talk-key-list.tsx";
import { TalkParts } from "./talk-parts.tsx";
import { TalkRules } from "./talk-rules.tsx";
import { TermList } from "./term-list.tsx";
import { TrialBox } from "./trial-box.tsx";
import { useShield } from "./use-shield.ts";
import { useTalkDesk } from "./use-talk-desk.ts";
import { type TalkPart, useTalkKeys } from "./use-talk-keys.ts";

type TalkDeskProps = {
  title: string;
  snapshot: Snapshot;
  initial: Desk;
  silences: SilencePage;
  keepsAll: boolean;
  products: { id: string; name: string }[];
  /** In which the show sells. */
  currency: string;
  /** Whether they work the show's desk, too. */
  answers: boolean;
  renderedAt: number;
};

/** One show's chat and nothing else, for a second screen: on a phone one part fills it, the others are a thumb away below. */
export function TalkDesk(props: TalkDeskProps) {
  const { title, snapshot, initial, silences, keepsAll, products, currency, answers, renderedAt } = props;
  const t = useTranslations("studio.talk");
  const { showId } = snapshot;
  const { show: live, sendChat } = useShow(snapshot, { watching: false });
  const { desk, refresh, version } = useTalkDesk(showId, initial);
  const shown = desk ?? initial;
  const shield = useShield(showId, shown, refresh);
  const [part, setPart] = useState<TalkPart>("talk");
  const [isListed, setListed] = useState(false);
  const [page, field] = [useRef<HTMLDivElement>(null), useRef<HTMLInputElement>(null)];
  const write = () => {
    setPart("talk");
    requestAnimationFrame(() => field.current?.focus());
  };
  useTalkKeys({ page, onPart: setPart, onShield: shield.toggle, onWrite: write, onList: () => setListed(true) });
  const lists: Record<Exclude<TalkPart, "talk">, ReactNode> = {
    held: <HeldQueue {...{ showId, renderedAt }} held={shown.held} onDone={refresh} />,
    questions: <SecondQuestions {...{ live, products, answers }} />,
    polls: (
      <div className="-mx-4 -my-3">
        <PollDesk {...{ showId, live, currency }} />
        <MomentDesk {...{ showId, live }} />
      </div>
    ),
    cases: <CaseList {...{ showId, renderedAt }} cases={shown.cases} onDone={refresh} />,
    setup: <Setup {...{ showId, live, keepsAll, silences, version }} desk={shown} onDone={refresh} />,
    acts: <ActLog showId={showId} acts={shown.acts} onDone={refresh} />,
  };
  return (
    <div ref={page} data-part={part} className="group/talk flex min-h-0 flex-1 flex-col max-lg:h-[calc(100dvh-4rem)]">
      <header className="flex shrink-0 items-center gap-2 border-rule border-b px-4 py-2">
        <h1 className="min-w-0 flex-1 truncate font-semibold text-lg">{title}</h1>
        <ShieldButton shield={shield} desk={shown} hotkey="S" />
        <IconButton label={t("keys")} className="max-md:hidden" onClick={() => setListed(true)}>
          <Keyboard aria-hidden />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(0,1fr)_28rem]">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-lg:hidden max-lg:group-data-[part=talk]/talk:flex lg:border-rule lg:border-r">
          <RoomChat {...{ showId, live, sendChat, keepsAll, field }} talk={shown} />
        </div>
        <TalkParts part={part} onPart={setPart} waiting={shown.waiting} lists={lists} />
      </div>
      <TalkKeyList open={isListed} onOpenChange={setListed} />
    </div>
  );
}

type SetupProps = {
  showId: string;
  live: Snapshot;
  desk: Desk;
  silences: SilencePage;
  keepsAll: boolean;
  version: string;
  onDone: () => unknown;
};

/** What holds in this chat, what waits in it, and who is silent. */
function Setup({ showId, live, desk, silences, keepsAll, version, onDone }: SetupProps) {
  const t = useTranslations("studio.talk");
  const { delaySeconds, seen } = desk;
  return (
    <div className="grid gap-8">
      <div className="grid gap-3">
        <h2 className="slug text-soft">{t("rules")}</h2>
        <TalkRules {...{ showId, delaySeconds, seen, onDone }} rules={live.talk} />
      </div>
      <FilterForm {...{ showId, desk, keepsAll, onDone }} />
      <TrialBox {...{ showId, version }} />
      <TermList {...{ showId, keepsAll, version, onDone }} />
      <RuleCounts counts={desk.counts} />
      <div>
        <h2 className="slug pb-2 text-soft">{t("silences")}</h2>
        <SilenceList {...{ showId, keepsAll, version, onDone }} initial={silences} />
      </div>
    </div>
  );
}
