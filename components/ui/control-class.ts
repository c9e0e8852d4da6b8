import { clsx } from "clsx";

/** Shared by every control one types or picks in. 16 px text, so that no phone zooms in on focus. */
export const controlClass = clsx(
  "min-h-11 w-full rounded-sm border border-edge bg-raised px-3 text-base text-ink placeholder:text-faint",
  "transition-colors hover:border-ink aria-invalid:border-danger disabled:bg-sunk disabled:text-faint",
);
