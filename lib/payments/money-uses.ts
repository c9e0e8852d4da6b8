import type { Uses } from "#lib/container.ts";

/** What moving money takes: the order, the rail, the ledger's engine, and whoever is to hear of it. */
export type MoneyUses = Uses<"boards" | "db" | "engine" | "env" | "orderLinks" | "publish" | "rails">;
