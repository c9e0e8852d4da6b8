/** What every answer of the API carries. */
export const apiHeaders = { "x-content-type-options": "nosniff", "cache-control": "no-store" } as const;
