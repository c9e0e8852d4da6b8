import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import { unitsInPlay } from "#lib/drops/view.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import type { OwnPlace } from "./own-places.tsx";
import { placeStory } from "./place-story.ts";
import { useDuration } from "./use-duration.ts";

export type PlaceWords = { kind: ReturnType<typeof placeStory>["kind"]; title: string; detail: ReactNode };

type Told = { place: OwnPlace; drop: LiveDrop | undefined; offerSeconds: number; now: number };

/** What one's own place comes to, in a headline and a sentence or two. */
export function usePlaceWords({ place, drop, offerSeconds, now }: Told): PlaceWords {
  const t = useTranslations("queue.story");
  const sayRefusal = useRefusalWords();
  const duration = useDuration();
  const story = placeStory(place, drop, now);
  const { kind } = story;

  switch (story.kind) {
    case "numbered":
      return {
        kind,
        title: t("numbered", { place: place.place ?? 1 }),
        detail: t("numberedDetail", { units: Math.max(0, (place.unitsBefore ?? 0) - (drop?.firstUnits ?? 0)) }),
      };
    case "win":
      return { kind, title: t("win", { place: place.place ?? 1 }), detail: t("winDetail") };
    case "ifReturned":
      return {
        kind,
        title: t("ifReturned", { place: place.place ?? 1 }),
        detail: (
          <>
            {t("ifReturnedDetail", { units: story.unitsAhead, held: drop?.held ?? 0 })}{" "}
            {drop?.closesAt &&
              t.rich("decidedBy", { time: () => <LocalTime iso={drop.closesAt ?? ""} style="second" /> })}
          </>
        ),
      };
    case "cannotWin":
      return {
        kind,
        title: t("cannotWin"),
        detail: t("cannotWinDetail", { units: story.unitsAhead, play: drop ? unitsInPlay(drop) : 0 }),
      };
    case "waitlist": {
      const ahead = place.peopleAhead ?? null;
      return {
        kind,
        title: ahead === null ? t("waitlistUnknown") : t("waitlist", { ahead }),
        detail: t("waitlistDetail", { time: duration(offerSeconds) }),
      };
    }
    case "refused":
      return { kind, title: t("refused"), detail: sayRefusal({ code: story.reason }) };
    case "left":
      return { kind, title: t("left"), detail: null };
    default:
      return { kind, title: t(story.kind), detail: t(`${story.kind}Detail`) };
  }
}
