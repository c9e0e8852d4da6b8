import { z } from "zod";
import { instant } from "#lib/moment.ts";

export const mostPrompters = 5;
/** A long evening with its rehearsal. */
export const prompterHours = 12;

/** The secret part of a prompter's address: 32 random bytes in base64url. */
export const prompterKey = z.string().regex(/^[\w-]{43}$/);
export const prompterAddress = z.object({ key: prompterKey });
export const prompterOfShow = z.object({ id: z.uuid(), prompterId: z.uuid() });

export const prompterLink = z.object({
  id: z.uuid(),
  createdAt: instant,
  expiresAt: instant,
  seenAt: instant.nullable(),
});
export type PrompterLink = z.infer<typeof prompterLink>;

/** Shown this once: the address, and the same as a QR code. */
export const newPrompter = prompterLink.extend({
  address: z.string(),
  qr: z.object({ size: z.int(), path: z.string() }),
});
export type NewPrompter = z.infer<typeof newPrompter>;

/** What is to be read now. Before the first segment it is the first one's; `version` grows with every step of the run. */
export const prompterView = z.object({
  version: z.int(),
  segmentId: z.uuid().nullable(),
  title: z.string(),
  script: z.string(),
  /** Of how many segments it is which, from 1. */
  place: z.int(),
  count: z.int(),
  /** What comes then; null after the last. */
  next: z.string().nullable(),
});
export type PrompterView = z.infer<typeof prompterView>;
