import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Moment } from "#components/media/broadcast/air-messages.ts";
import { useStudio } from "#components/media/broadcast/use-studio.ts";
import { useShield } from "#components/moderation/use-shield.ts";
import { useTalkDesk } from "#components/moderation/use-talk-desk.ts";
import type { SaidPart } from "#components/questions/desk/part-switch.tsx";
import { useQuestionDesk } from "#components/questions/desk/use-question-desk.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import { isOver, type LiveDrop, type ShowSales, type Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { useCaptioning } from "../captions/use-captioning.ts";
import { useDrops } from "../drops/use-drops.ts";
import { useLead } from "../drops/use-lead.ts";
import { useRundown } from "../rundown/use-rundown.ts";
import { useSources } from "../sources/use-sources.ts";
import type { Pane } from "./pane-switch.tsx";
import { useAir } from "./use-air.ts";
import { useDesk } from "./use-desk.ts";
import { usePanic } from "./use-panic.ts";
import { useReadyCapture } from "./use-ready-capture.ts";

const landscape = { width: 1280, height: 720 };
const portrait = { width: 720, height: 1280 };

export type Cockpit = ReturnType<typeof useCockpit>;

export type CockpitData = {
  show: ShowView;
  snapshot: Snapshot;
  /** What was sold in this show. */
  sales: ShowSales[];
  /** Every drop of the show, prepared ones too. */
  drops: LiveDrop[];
  /** Sound that a browser could only send as Opus becomes AAC on the server. */
  serverMakesAac: boolean;
};

/** Everything under the host's hands during one show, and how the desk stands at the moment. */
export function useCockpit({ show, snapshot, sales, drops: known, serverMakesAac }: CockpitData) {
  const t = useTranslations("studio.desk");
  const moment = useRef<() => Moment | undefined>(() => undefined);
  const desk = useDesk(show, { snapshot, sales }, moment);
  const drops = useDrops(show.id, known, desk.live.drops);
  const panic = usePanic(desk, drops);
  const rundown = useRundown(show.id, null, moment);
  const [lead, rememberLead] = useLead();
  const isLive = desk.live.status === "LIVE";
  const isEnded = isOver(desk.live.status);
  const devices = useReadyCapture(!isEnded);
  const studio = useStudio(devices, show.isPortrait ? portrait : landscape);
  useEffect(() => {
    moment.current = studio.moment;
  }, [studio.moment]);
  const air = useAir(show.id, studio, devices, isLive);
  const sources = useSources(show.id, isEnded);
  const captioning = useCaptioning(show.id, desk.live.status);
  const talk = useTalkDesk(show.id, null);
  const shield = useShield(show.id, talk.desk, talk.refresh);
  const [pane, setPane] = useState<Pane>("run");
  const [ending, setEnding] = useState(false);
  const questions = useQuestionDesk(desk.live, moment);
  const [talkPart, setTalkPart] = useState<SaidPart>("chat");
  const questionList = useRef<HTMLUListElement>(null);
  const chatField = useRef<HTMLInputElement>(null);
  const captionField = useRef<HTMLInputElement>(null);

  async function goLive() {
    if (isLive || (await desk.goLive())) await air.start();
  }

  async function turnSales(product: ProductView) {
    const prepared = drops.list.filter(({ status }) => status === "PREPARED").map(({ editionId }) => editionId);
    const kept = await desk.turnSales(product, prepared);
    if (kept.length > 0) showToast({ text: t("keptForDrop", { editions: kept.map(({ name }) => name).join(", ") }) });
  }

  return {
    ...{ desk, drops, panic, rundown, lead, rememberLead, devices, studio, air, sources, captioning, talk, shield },
    ...{ isLive, isEnded, pane, setPane, ending, setEnding, chatField, captionField, goLive },
    ...{ serverMakesAac, questions, talkPart, setTalkPart, questionList, turnSales },
  };
}
