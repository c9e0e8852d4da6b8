import type { Prisma } from "#prisma/client/client.ts";

/** Those that a person still has something to do about. */
export const openDisputes = {
  decidedAt: null,
  OR: [
    { kind: "dispute", status: { notIn: ["won", "warning_closed", "prevented"] } },
    { kind: "warning", isActionable: true },
  ],
} satisfies Prisma.DisputeWhereInput;
