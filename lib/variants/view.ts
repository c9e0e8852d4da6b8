type Variant = { variantGroup: string };

/** Editions as they are chosen: each that stands alone, and each group where its first one stood. */
export function offersOf<Edition extends Variant>(editions: Edition[]): [Edition, ...Edition[]][] {
  const offers = new Map<string | Edition, [Edition, ...Edition[]]>();
  for (const edition of editions) {
    const key = edition.variantGroup || edition;
    const variants = offers.get(key);
    if (variants) variants.push(edition);
    else offers.set(key, [edition]);
  }
  return [...offers.values()];
}

/** What an edition is called in an order: by its name, with the colour or size where the name does not say it. */
export function variantName({ name, option }: { name: string; option: string }): string {
  return name.toLowerCase().includes(option.toLowerCase()) ? name : `${name}, ${option}`;
}

/** What variants are called together: what their names begin with alike, else their options. */
export function offerName(variants: { name: string; option: string }[]): string {
  const [first = "", ...others] = variants.map(({ name }) => name);
  let alike = [...first];
  for (const name of others) {
    const letters = [...name];
    const end = alike.findIndex((letter, index) => letter !== letters[index]);
    if (end >= 0) alike = alike.slice(0, end);
  }
  const begins = alike.join("").replace(/[\s\p{P}]+$/u, "");
  return [...begins].length > 1 ? begins : variants.map(({ option }) => option).join(" / ");
}
