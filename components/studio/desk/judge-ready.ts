import { bitsOf, rungs } from "#components/media/broadcast/ladder.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { Uplink } from "./use-uplink.ts";

/** `wait`: not known yet. `warn`: the show can go on air, but something will be missing. */
export type Readiness = "ok" | "warn" | "wait";

const headroom = 1.3;

/** Whether the line carries the best picture, with room to spare. */
export function judgeUplink(uplink: Uplink): Readiness {
  if (uplink === "failed") return "warn";
  if (typeof uplink !== "number") return "wait";
  return uplink >= bitsOf(rungs[0]) * headroom ? "ok" : "warn";
}

/** What keeps an edition from being bought when its sales open. */
export type ProductLack = "noEdition" | "noStock" | "noPrice" | "noWindow";

/** The products of a run list that cannot be bought, with the first thing each lacks. */
export function findLacks(products: ProductView[]): { product: string; edition: string; lack: ProductLack }[] {
  return products.flatMap(({ name, editions }) => {
    if (editions.length === 0) return [{ product: name, edition: "", lack: "noEdition" as const }];
    return editions.flatMap((edition) => {
      const lack = lackOf(edition);
      return lack ? [{ product: name, edition: edition.name, lack }] : [];
    });
  });
}

function lackOf({ priceMinor, available, pooled, nextWindow }: EditionView): ProductLack | undefined {
  if (available + pooled <= 0) return "noStock";
  if (priceMinor <= 0) return "noPrice";
  return nextWindow ? undefined : "noWindow";
}
