import { z } from "zod";

/** Where a page of a list goes on: the last row seen, by time and id. */
export const pageCursor = z.string().regex(/^\d{1,13}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
