import { z } from "zod";
import { isCountry } from "#lib/addresses/countries.ts";
import { type AddressPart, addressParts, formOf, isPostcodeOf } from "#lib/addresses/country-form.ts";
import { line, optionalLine, prose } from "#lib/text.ts";

export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, "must be an ISO 3166 code such as DE")
  .refine(isCountry, "is not a country");

const maxStreetLines = 3;

const fields = {
  name: line(120),
  /** With the country's code, or as people write it in the country of the address. */
  phone: line(40),
  country: countryCode,
  company: optionalLine(120).default(""),
  /** Up to three lines. */
  street: prose(300).refine((text) => text.split("\n").length <= maxStreetLines, `has at most ${maxStreetLines} lines`),
  district: optionalLine(120).default(""),
  locality: optionalLine(120).default(""),
  region: optionalLine(120).default(""),
  /** Full-width signs, as they come from a Chinese or Japanese keyboard, are the plain ones. */
  postcode: optionalLine(20)
    .overwrite((text) => text.normalize("NFKC").toUpperCase())
    .default(""),
};

/** Where something goes, in the form of its country: what that asks for must be there. */
export const addressInput = z.strictObject(fields).superRefine(checkForm);
export type AddressInput = z.infer<typeof addressInput>;

/** The address of an order; `keep` adds it to those of the account. */
export const orderAddressInput = z.strictObject({ ...fields, keep: z.boolean().default(false) }).superRefine(checkForm);
export type OrderAddressInput = z.infer<typeof orderAddressInput>;

/** An address that somebody else puts right, and why. */
export const addressCorrection = z.strictObject({ ...fields, reason: prose(500).min(1) }).superRefine(checkForm);
export type AddressCorrection = z.infer<typeof addressCorrection>;

type Parts = { country: string } & Record<AddressPart, string>;

function checkForm(address: Parts, context: z.RefinementCtx) {
  for (const { name, isRequired } of formOf(address.country)) {
    const text = address[name];
    if (isRequired && text === "") {
      context.addIssue({ code: "custom", path: [name], message: "is needed in this country" });
    } else if (name === "postcode" && text !== "" && !isPostcodeOf(address.country, text)) {
      context.addIssue({ code: "custom", path: [name], message: "is none of this country" });
    }
  }
}

/** Without what its country does not ask for: a region typed before the country was changed goes nowhere. */
export function trimToForm<Address extends Parts>(address: Address): Address {
  const asked = new Set(formOf(address.country).map(({ name }) => name));
  return {
    ...address,
    ...Object.fromEntries(addressParts.filter((part) => !asked.has(part)).map((part) => [part, ""])),
  };
}
