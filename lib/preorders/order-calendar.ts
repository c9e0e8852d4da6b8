import type { Uses } from "#lib/container.ts";
import { writeCalendar } from "#lib/notices/calendar.ts";
import { orderEvents } from "#lib/notices/order-events.ts";
import { sayFor } from "#lib/notices/say.ts";
import { orderFactsOf } from "#lib/preorders/order-facts.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import type { Locale } from "#lib/words/locale.ts";

/** The order's deadlines and delivery days as an iCalendar file. Read again later, it moves what it made before. */
export async function orderCalendar(
  app: Uses<"orderLinks" | "shop">,
  order: PreorderView,
  locale: Locale,
): Promise<string> {
  const { name } = await app.shop.read();
  const facts = orderFactsOf(app, order);
  const say = sayFor({ locale, timeZone: "UTC" });
  return writeCalendar(say.t("calendar.name", { shop: name, number: facts.number }), orderEvents(facts, say));
}
