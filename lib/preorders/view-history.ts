import type { OrderRow } from "#lib/preorders/read-orders.ts";
import { type Happening, happening } from "#lib/preorders/schema.ts";

type Row = Pick<
  OrderRow,
  | ("state" | "placedAt" | "stateChangedAt" | "depositMinor" | "convertedFrom" | "convertedTo")
  | ("waited" | "events" | "payments")
>;

/** All that happened to an order, oldest first: what its row and its payments say, and the acts that only the history keeps. */
export function viewHistory(row: Row): Happening[] {
  const placed = told("PLACED", row.placedAt, row.waited ? "system" : "buyer");
  const expired = row.state === "EXPIRED" ? [told("EXPIRED", row.stateChangedAt, "system")] : [];
  const acts = row.events.map((event) => told(kindOf(event, row), event.at, byOf(event.by), event.reason));
  const later = [...reservedOf(row), ...acts, ...expired];
  return [placed, ...later.toSorted((a, b) => a.at.localeCompare(b.at))];
}

/** The deposit's moment, which no event repeats; a hold that ended was never reserved, whatever money came after. */
function reservedOf({ state, events, payments, placedAt, depositMinor, convertedFrom }: Row): Happening[] {
  if (state === "HELD" || state === "EXPIRED" || events.some(({ fromState }) => fromState === "HELD")) return [];
  if (depositMinor === 0 || convertedFrom) return [told("RESERVED", placedAt, "buyer")];
  const paid = payments.find((payment) => payment.kind === "DEPOSIT" && payment.state === "CAPTURED");
  return [told("RESERVED", paid?.settledAt ?? placedAt, "buyer")];
}

function kindOf({ kind, fromState }: Row["events"][number], { convertedTo }: Row): Happening["kind"] {
  if (kind === "RESERVED" && fromState === "LOCKED") return "UNLOCKED";
  if (kind === "CANCELLED" && convertedTo !== null) return "CONVERTED";
  return happening.shape.kind.parse(kind);
}

const byOf = (by: string) => happening.shape.by.parse(by);

function told(kind: Happening["kind"], at: Date, by: Happening["by"], reason: string | null = null): Happening {
  return { kind, at: at.toISOString(), by, reason };
}
