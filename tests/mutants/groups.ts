import { catalogue } from "#tests/mutants/catalogue.ts";
import { engine } from "#tests/mutants/engine.ts";
import { engineSql } from "#tests/mutants/engine-sql.ts";
import { live } from "#tests/mutants/live.ts";
import { media } from "#tests/mutants/media.ts";
import type { Mutant } from "#tests/mutants/mutant.ts";
import { orders } from "#tests/mutants/orders.ts";
import { payments } from "#tests/mutants/payments.ts";

/** Every mistake that is tried, by the part of the product that it is made in. */
export const groups: Record<string, Mutant[]> = { sql: engineSql, engine, payments, orders, live, catalogue, media };
