import { z } from "zod";

/** What is wrong with a place in a file, or worth knowing about it. */
export const fileFault = z.object({
  /** Counts from 1 without the head line; 0 is the file itself. For JSON it is the place in the list. */
  row: z.int(),
  /** The field of the API that the place belongs to; empty when it is none. */
  field: z.string(),
  /** The column as it was typed; empty when the fault has none. */
  column: z.string(),
  /** Stable; its words live in lib/words. */
  code: z.string(),
  message: z.string(),
  values: z.record(z.string(), z.string()),
});
export type FileFault = z.infer<typeof fileFault>;

/** How the bytes of a file were read: an encoding's name, and the character between its columns. */
export const fileReading = z.object({ encoding: z.string(), separator: z.enum([",", ";", "\t", ""]) });
export type FileReading = z.infer<typeof fileReading>;
