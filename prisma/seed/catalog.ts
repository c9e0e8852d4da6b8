import type { EditionInput, ProductWithEditions } from "#lib/catalog/schema.ts";

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);

const carTerms = {
  currency: "CNY",
  depositMinor: 500_000,
  perPersonLimit: 2,
  refundDays: 7,
  holdSeconds: 300,
  offerSeconds: 1800,
  lockDeadlineDays: 30,
  balanceDueOn: null,
  balanceGraceDays: 14,
  ...domestic(),
};
const smallTerms = {
  currency: "CNY",
  depositMinor: 0,
  perPersonLimit: 5,
  refundDays: 7,
  holdSeconds: 300,
  offerSeconds: 1800,
  lockDeadlineDays: null,
  balanceDueOn: null,
  balanceGraceDays: 7,
  image: null,
  ...domestic(),
};

/** Prices at home include 13 % value added tax, and there are no others unless an edition says so. */
function domestic(): Pick<EditionInput, "taxBp" | "prices"> {
  return { taxBp: 1300, prices: [] };
}

/** What Skerry Works sells on air, with its own drawings in public/demo. */
export function demoCatalog(): ProductWithEditions[] {
  return [petrel(), band(), mug(), model()];
}

function petrel(): ProductWithEditions {
  return {
    slug: "petrel",
    name: "Petrel 海燕",
    tagline: "An electric car for coasts and long ways home.",
    description:
      "Built in an old boat hall in Shanghai, forty a day. A body drawn around the view from the driver's seat, a floor that is the battery, and every part that wears can be changed with tools you own.",
    image: "/demo/petrel-shore.svg",
    editions: [
      {
        ...carTerms,
        sku: "PETREL-SHORE",
        name: "Shore 近岸版",
        summary: "560 km, rear drive, aero wheels, sea-foam white.",
        image: "/demo/petrel-shore.svg",
        priceMinor: 21_990_000,
        stock: 5000,
        waves: [
          { capacity: 2000, start: inDays(60), end: inDays(74) },
          { capacity: 3000, start: inDays(75), end: inDays(105) },
        ],
      },
      {
        ...carTerms,
        sku: "PETREL-SOUND",
        name: "Sound 海峡版",
        summary: "700 km, rear drive, glass roof, kelp green.",
        image: "/demo/petrel-sound.svg",
        priceMinor: 24_990_000,
        stock: 3000,
        waves: [
          { capacity: 1200, start: inDays(67), end: inDays(88) },
          { capacity: 1800, start: inDays(89), end: inDays(119) },
        ],
      },
      {
        ...carTerms,
        sku: "PETREL-OPEN-SEA",
        name: "Open Sea 远洋版",
        summary: "660 km, both axles, roof rails, night blue.",
        image: "/demo/petrel-open-sea.svg",
        priceMinor: 29_990_000,
        stock: 1500,
        waves: [{ capacity: 1500, start: inDays(90), end: inDays(133) }],
      },
      {
        ...carTerms,
        sku: "PETREL-FOUNDERS",
        name: "Founders 创始编号版",
        summary: "500 numbered cars, vermilion, brass plate, first off the line.",
        image: "/demo/petrel-founders.svg",
        priceMinor: 32_990_000,
        depositMinor: 2_000_000,
        perPersonLimit: 1,
        stock: 500,
        waves: [{ capacity: 500, start: inDays(45), end: inDays(59) }],
      },
    ],
  };
}

function band(): ProductWithEditions {
  return {
    slug: "tideband",
    name: "Tideband 潮汐手环",
    tagline: "Pulse, sleep and the tides, fourteen days a charge.",
    description:
      "A fitness band that knows when the water turns. Swim in it, sleep in it, and change the battery yourself.",
    image: "/demo/tideband.svg",
    editions: [
      {
        ...smallTerms,
        sku: "TIDEBAND",
        name: "One size",
        summary: "Kelp strap, ceramic back.",
        priceMinor: 24_900,
        prices: [{ currency: "USD", priceMinor: 3900, depositMinor: 0, taxBp: 0 }],
        stock: 10_000,
        waves: [{ capacity: 10_000, start: inDays(5), end: inDays(12) }],
      },
    ],
  };
}

function mug(): ProductWithEditions {
  return {
    slug: "workshop-mug",
    name: "Workshop mug 工坊搪瓷杯",
    tagline: "Enamel, chips with honour.",
    description: "The mug from the founder's desk. People kept asking for it, so here it is.",
    image: "/demo/mug.svg",
    editions: [
      {
        ...smallTerms,
        sku: "MUG",
        name: "0.4 litres",
        summary: "Cream enamel, vermilion rim.",
        priceMinor: 7900,
        stock: 2000,
        waves: [{ capacity: 2000, start: inDays(4), end: inDays(9) }],
      },
    ],
  };
}

function model(): ProductWithEditions {
  return {
    slug: "model-petrel",
    name: "Model Petrel 1:18 海燕模型",
    tagline: "The doors open. So does the charging flap.",
    description: "Die-cast, in a box that is half the fun.",
    image: "/demo/model-petrel.svg",
    editions: [
      {
        ...smallTerms,
        sku: "MODEL-PETREL",
        name: "Vermilion",
        summary: "1:18, numbered plate under the floor.",
        priceMinor: 59_900,
        prices: [{ currency: "EUR", priceMinor: 8500, depositMinor: 1000, taxBp: 1900 }],
        perPersonLimit: 2,
        stock: 800,
        waves: [{ capacity: 800, start: inDays(20), end: inDays(34) }],
      },
    ],
  };
}
