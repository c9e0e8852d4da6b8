import { z } from "zod";
import { line, optionalLine } from "#lib/text.ts";

export const maxVariants = 20;

/**
 * A colour or size of an edition is an edition itself, with stock, waves and SKU of its own. Editions of one product that name the
 * same group are offered as one, told apart by their options.
 */
export const variantFields = {
  /** The word that variants share; empty for an edition that stands alone. */
  variantGroup: optionalLine(40),
  /** What sets it apart from the others: "Kelp green", "XL". */
  option: optionalLine(60),
  /** Its colour, to be shown beside the option. */
  swatch: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "must be a colour such as #1f5a49")
    .nullable(),
};
export const optionText = line(60);

type Variant = { variantGroup: string; option: string };

/** Whether whoever names a group says which of it this is. */
export function namesItsOption({ variantGroup, option }: Variant): boolean {
  return variantGroup === "" || option !== "";
}

/** Whether no group is larger than what fits a choice, and no option stands in it twice. */
export function groupsFit(editions: Variant[]): boolean {
  return [...Map.groupBy(editions, ({ variantGroup }) => variantGroup)].every(
    ([group, variants]) =>
      group === "" ||
      (variants.length <= maxVariants && new Set(variants.map(({ option }) => option)).size === variants.length),
  );
}
