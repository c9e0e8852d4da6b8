import { useLocale } from "next-intl";
import { StructuredData } from "#components/catalog/structured-data.tsx";
import type { ShowView } from "#lib/shows/schema.ts";

const statuses = {
  SCHEDULED: "https://schema.org/EventScheduled",
  LIVE: "https://schema.org/EventScheduled",
  ENDED: "https://schema.org/EventCompleted",
  DRAFT: "https://schema.org/EventScheduled",
  CANCELLED: "https://schema.org/EventCancelled",
} satisfies Record<ShowView["status"], string>;

/** The show as schema.org's BroadcastEvent, for search engines. */
export function ShowData({ view, address }: { view: ShowView; address: string }) {
  const locale = useLocale();
  const isMoved = view.status === "SCHEDULED" && view.movedFrom !== null;
  const event = {
    "@context": "https://schema.org",
    "@type": "BroadcastEvent",
    name: view.title,
    inLanguage: locale,
    description: view.summary || undefined,
    startDate: view.wentLiveAt ?? view.startsAt,
    endDate: view.endedAt ?? undefined,
    isLiveBroadcast: true,
    eventStatus: isMoved ? "https://schema.org/EventRescheduled" : statuses[view.status],
    previousStartDate: isMoved ? view.movedFrom : undefined,
    eventAttendanceMode: "https://schema.org/OnlineEventAttendanceMode",
    location: { "@type": "VirtualLocation", url: address },
    organizer: { "@type": "Organization", name: view.host.name },
    image: view.poster ? new URL(view.poster, address).href : undefined,
  };
  return <StructuredData value={event} />;
}
