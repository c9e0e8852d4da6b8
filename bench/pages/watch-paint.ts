import type { Page } from "@playwright/test";
import { z } from "zod";

const paint = z.object({ lcp: z.number(), lcpOf: z.string(), shift: z.number(), inpMs: z.number() });

export type Paint = z.infer<typeof paint>;

/** What the browser itself says of the next page opened: its largest paint, what moved, and its slowest answer to a tap. */
export async function watchPaint(page: Page): Promise<{ read(): Promise<Paint> }> {
  await page.addInitScript(() => {
    const seen = { lcp: 0, lcpOf: "", shift: 0, inpMs: 0 };
    Object.assign(globalThis, { seenPaint: seen });
    const watch = (type: string, hear: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({
        ...{ type, buffered: true },
        ...(type === "event" ? { durationThreshold: 16 } : {}),
      });
    watch("largest-contentful-paint", (entry) => {
      const element: unknown = Reflect.get(entry, "element");
      seen.lcp = entry.startTime;
      seen.lcpOf = element instanceof Element ? `${element.tagName} ${element.className}`.slice(0, 80) : "";
    });
    watch("layout-shift", (entry) => {
      if (Reflect.get(entry, "hadRecentInput") === false) seen.shift += Number(Reflect.get(entry, "value"));
    });
    watch("event", (entry) => {
      const isTap =
        Number(Reflect.get(entry, "interactionId")) > 0 && entry.name !== "keydown" && entry.name !== "keyup";
      if (isTap) seen.inpMs = Math.max(seen.inpMs, entry.duration);
    });
  });
  return { read: async () => paint.parse(await page.evaluate("seenPaint")) };
}
