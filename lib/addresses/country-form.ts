import { formatAddress } from "localized-address-format";
import { postcodeValidator, postcodeValidatorExistsForCountry } from "postcode-validator";

/** The parts of an address that differ from country to country. */
export const addressParts = ["street", "district", "locality", "region", "postcode"] as const;
export type AddressPart = (typeof addressParts)[number];

export type FormPart = { name: AddressPart; isRequired: boolean };

/** A letter for each part, as the library's data call it: they come back in the order in which the country writes them. */
const letters: Record<string, AddressPart> = {
  A: "street",
  D: "district",
  C: "locality",
  S: "region",
  Z: "postcode",
};

/** Where nothing arrives without a postcode, or without a region, by the forms of the Universal Postal Union. */
const postcodeNeeded = countries(
  "AR AT AU BE BG BR CA CH CN CZ DE DK EE ES FI FR GB GR HR HU IL IN IS IT JP KR LT LU LV MX MY NL NO NZ PL PT RO RS RU SE SG SI SK TH TR TW UA US ZA",
);
const regionNeeded = countries("AE AU BR CA CN ES HK IN IT JP KR MX RU TH TR TW US");

/** What an address of a country consists of, in the order in which people there write it. */
export function formOf(country: string): FormPart[] {
  const known = forms.get(country);
  if (known) return known;
  const form = readForm(country);
  forms.set(country, form);
  return form;
}

const forms = new Map<string, FormPart[]>();

function readForm(country: string): FormPart[] {
  const written = formatAddress({
    postalCountry: country,
    addressLines: ["<A>"],
    dependentLocality: "<D>",
    locality: "<C>",
    administrativeArea: "<S>",
    postalCode: "<Z>",
  }).join(" ");
  const order = [...written.matchAll(/<([ADCSZ])>/g)].flatMap(([, letter = ""]) => letters[letter] ?? []);
  return order.map((name) => ({ name, isRequired: isRequired(country, name) }));
}

function isRequired(country: string, part: AddressPart): boolean {
  if (part === "postcode") return postcodeNeeded.has(country);
  if (part === "region") return regionNeeded.has(country);
  // In Hong Kong a district says enough.
  return part === "street" || (part === "locality" && country !== "HK");
}

/** Whether a postcode looks like one of the country; where no rule is known, every one does. */
export function isPostcodeOf(country: string, postcode: string): boolean {
  return !postcodeValidatorExistsForCountry(country) || postcodeValidator(postcode, country);
}

type Written = Record<"name" | "company" | "country" | AddressPart, string>;

/** An address in lines, as it stands on a parcel in its country; without the country. */
export function linesOf({ name, company, country, street, district, locality, region, postcode }: Written): string[] {
  return formatAddress({
    name,
    organization: company,
    postalCountry: country,
    addressLines: street.split("\n"),
    dependentLocality: district,
    locality,
    administrativeArea: region,
    postalCode: postcode,
  }).filter((written) => written.trim() !== "");
}

function countries(codes: string): Set<string> {
  return new Set(codes.split(" "));
}
