import type { OpeningStep } from "#lib/shop/schema.ts";

export const stepHref = (step: OpeningStep) => `/settings/opening?step=${step}`;
