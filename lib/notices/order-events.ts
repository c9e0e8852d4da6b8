import type { CalendarEvent } from "#lib/notices/calendar.ts";
import type { OrderFacts } from "#lib/notices/kinds/order.ts";
import type { Say } from "#lib/notices/say.ts";

/** What an order puts into its buyer's calendar: the last moment to cancel, the last to lock, the days of delivery. */
export function orderEvents(order: OrderFacts, { t }: Say): CalendarEvent[] {
  const { id, link, deadlines } = order;
  const what = `${order.product} ${order.edition}`;
  const description = t("calendar.description", { number: order.number, link: withoutKey(link) });
  const shared = { description, sequence: deadlines.sequence };
  const events: CalendarEvent[] = [];
  if (deadlines.refundableUntil)
    events.push({
      ...shared,
      uid: `${id}-refund`,
      title: t("calendar.refund", { what }),
      when: { until: deadlines.refundableUntil, alarmHours: [24, 2] },
      isOver: !deadlines.isOpen,
    });
  if (deadlines.lockBy)
    events.push({
      ...shared,
      uid: `${id}-lock`,
      title: t("calendar.lock", { what }),
      when: { until: deadlines.lockBy, alarmHours: [24, 2] },
      isOver: !deadlines.isOpen,
    });
  if (order.window)
    events.push({
      ...shared,
      uid: `${id}-delivery`,
      title: t("calendar.delivery", { what }),
      when: order.window,
      isOver: deadlines.isGone,
    });
  return events;
}

/** Calendars are shared with families and assistants: what opens the order without signing in stays in the mail. */
function withoutKey(link: string): string {
  const address = new URL(link);
  address.search = "";
  return address.href;
}
