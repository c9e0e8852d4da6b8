import type { EditionInput, ProductWithEditions } from "#lib/catalog/schema.ts";
import type { GalleryPicture } from "#lib/gallery/schema.ts";

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
  addressLockDays: 14,
  weightGrams: null,
  coolingOffExemption: null,
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
  addressLockDays: 14,
  weightGrams: null,
  coolingOffExemption: null,
  balanceDueOn: null,
  balanceGraceDays: 7,
  image: null,
  ...domestic(),
};

/** Prices at home include 13 % value added tax, and there are no others unless an edition says so. */
function domestic(): Pick<EditionInput, "taxBp" | "prices" | "facts" | "variantGroup" | "option" | "swatch"> {
  return { taxBp: 1300, prices: [], facts: "", variantGroup: "", option: "", swatch: null };
}

/** What Skerry Works sells on air, with its own drawings in public/demo. */
export function demoCatalog(): ProductWithEditions[] {
  return [petrel(), band(), mug(), model()];
}

/** Facts as they are typed. */
function lines(...facts: string[]): string {
  return facts.join("\n");
}

function picture(name: string, alt: string, chinese: string): GalleryPicture {
  return { src: `/demo/${name}.svg`, alt, texts: { "zh-CN": { alt: chinese } } };
}

function petrel(): ProductWithEditions {
  return {
    slug: "petrel",
    delivery: "collected",
    name: "Petrel",
    texts: {
      "zh-CN": {
        name: "海燕",
        tagline: "一辆属于海岸和漫长归途的电动车。",
        description:
          "诞生于上海的一座老船厂，每天四十辆。车身围绕驾驶座的视野而画，地板就是电池，每个会磨损的零件都能用你自己的工具更换。",
        facts: lines(
          "电池：82 千瓦时",
          "驱动：后驱",
          "续航：560 公里",
          "百公里加速：6.2 秒",
          "轮毂：19 英寸",
          "车长：4.62 米",
        ),
      },
    },
    tagline: "An electric car for coasts and long ways home.",
    description:
      "Built in an old boat hall in Shanghai, forty a day. A body drawn around the view from the driver's seat, a floor that is the battery, and every part that wears can be changed with tools you own.",
    facts: lines(
      "Battery: 82 kWh",
      "Drive: rear",
      "Range: 560 km",
      "0–100 km/h: 6.2 s",
      "Wheels: 19 inch",
      "Length: 4.62 m",
    ),
    image: null,
    pictures: [
      picture("petrel-shore", "Petrel Shore, sea-foam white, by day", "海燕近岸版，海沫白，日间"),
      picture("petrel-sound", "Petrel Sound, kelp green", "海燕海峡版，海藻绿"),
      picture("petrel-open-sea", "Petrel Open Sea with roof rails, night blue", "海燕远洋版，车顶行李架，夜航蓝"),
      picture("petrel-founders", "Petrel Founders, vermilion, with its brass plate", "海燕创始编号版，朱红，黄铜铭牌"),
    ],
    editions: [
      {
        ...carTerms,
        sku: "PETREL-SHORE",
        name: "Shore",
        summary: "560 km, rear drive, aero wheels, sea-foam white.",
        texts: { "zh-CN": { name: "近岸版", summary: "续航 560 公里，后驱，低风阻轮毂，海沫白。" } },
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
        name: "Sound",
        summary: "700 km, rear drive, glass roof, kelp green.",
        facts: lines("Battery: 98 kWh", "Range: 700 km", "0–100 km/h: 5.8 s", "Roof: glass"),
        texts: {
          "zh-CN": {
            name: "海峡版",
            summary: "续航 700 公里，后驱，玻璃车顶，海藻绿。",
            facts: lines("电池：98 千瓦时", "续航：700 公里", "百公里加速：5.8 秒", "车顶：玻璃"),
          },
        },
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
        name: "Open Sea",
        summary: "660 km, both axles, roof rails, night blue.",
        facts: lines(
          "Battery: 98 kWh",
          "Drive: both axles",
          "Range: 660 km",
          "0–100 km/h: 4.4 s",
          "Wheels: 20 inch",
          "Roof: rails",
        ),
        texts: {
          "zh-CN": {
            name: "远洋版",
            summary: "续航 660 公里，四驱，车顶行李架，夜航蓝。",
            facts: lines(
              "电池：98 千瓦时",
              "驱动：四驱",
              "续航：660 公里",
              "百公里加速：4.4 秒",
              "轮毂：20 英寸",
              "车顶：行李架",
            ),
          },
        },
        image: "/demo/petrel-open-sea.svg",
        priceMinor: 29_990_000,
        stock: 1500,
        waves: [{ capacity: 1500, start: inDays(90), end: inDays(133) }],
      },
      {
        ...carTerms,
        sku: "PETREL-FOUNDERS",
        name: "Founders",
        summary: "500 numbered cars, vermilion, brass plate, first off the line.",
        facts: lines("Battery: 98 kWh", "Range: 700 km", "0–100 km/h: 5.8 s", "Number: 1 to 500"),
        texts: {
          "zh-CN": {
            name: "创始编号版",
            summary: "限量 500 台，独立编号，朱红，黄铜铭牌，首批下线。",
            facts: lines("电池：98 千瓦时", "续航：700 公里", "百公里加速：5.8 秒", "编号：1 至 500"),
          },
        },
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
    delivery: "shipped",
    name: "Tideband",
    texts: {
      "zh-CN": {
        name: "潮汐手环",
        tagline: "心率、睡眠与潮汐，一次充电用十四天。",
        description: "一只知道潮水何时转向的手环。戴着它游泳，戴着它入睡，电池可以自己换。",
        facts: lines("电池：14 天", "防水：50 米", "重量：28 克", "后盖：陶瓷"),
      },
    },
    tagline: "Pulse, sleep and the tides, fourteen days a charge.",
    description:
      "A fitness band that knows when the water turns. Swim in it, sleep in it, and change the battery yourself.",
    facts: lines("Battery: 14 days", "Water: 50 m", "Weight: 28 g", "Back: ceramic"),
    image: "/demo/tideband.svg",
    editions: [
      {
        ...smallTerms,
        sku: "TIDEBAND",
        name: "One size",
        summary: "Kelp strap, ceramic back.",
        texts: { "zh-CN": { name: "均码", summary: "海藻纤维表带，陶瓷后盖。" } },
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
    delivery: "shipped",
    name: "Workshop mug",
    texts: {
      "zh-CN": {
        name: "工坊搪瓷杯",
        tagline: "搪瓷，磕碰也光荣。",
        description: "创始人桌上的那只杯子。总有人问起，所以它来了。",
        facts: lines("容量：0.4 升", "重量：180 克", "搪瓷：两层", "洗碗机：可以，磕碰也无妨"),
      },
    },
    tagline: "Enamel, chips with honour.",
    description: "The mug from the founder's desk. People kept asking for it, so here it is.",
    facts: lines("Volume: 0.4 litres", "Weight: 180 g", "Enamel: two coats", "Dishwasher: yes, chips and all"),
    image: null,
    pictures: [
      picture("mug", "A cream enamel mug with a red skerry over a wave", "奶白色搪瓷杯，杯身是浪上的红色岩岛"),
      picture("mug-above", "The mug from above, with coffee and a vermilion rim", "从上方看，朱红杯沿，盛着咖啡"),
      picture("mug-night", "The same mug in night blue", "同款夜航蓝"),
      picture("mug-kelp", "The same mug in kelp green", "同款海藻绿"),
    ],
    editions: [
      {
        ...smallTerms,
        sku: "MUG",
        name: "0.4 litres",
        summary: "Cream enamel, vermilion rim.",
        texts: { "zh-CN": { name: "0.4 升", summary: "奶白搪瓷，朱红杯沿。" } },
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
    delivery: "shipped",
    name: "Model Petrel 1:18",
    texts: {
      "zh-CN": {
        name: "海燕模型 1:18",
        tagline: "车门能打开，充电口盖也能。",
        description: "合金压铸，盒子本身就有一半的乐趣。",
        facts: lines("比例：1:18", "长度：257 毫米", "重量：920 克", "车身：压铸锌合金"),
      },
    },
    tagline: "The doors open. So does the charging flap.",
    description: "Die-cast, in a box that is half the fun.",
    facts: lines("Scale: 1:18", "Length: 257 mm", "Weight: 920 g", "Body: die-cast zinc"),
    image: null,
    pictures: [
      picture("model-petrel", "The model in vermilion beside its box", "朱红色的模型和它的盒子"),
      picture("model-petrel-kelp", "The model in kelp green", "海藻绿的模型"),
      picture("model-petrel-night", "The model in night blue", "夜航蓝的模型"),
    ],
    editions: [
      modelIn("MODEL-PETREL", {
        name: "Vermilion",
        chinese: "朱红",
        swatch: "#cf3616",
        image: "model-petrel",
        stock: 800,
      }),
      modelIn("MODEL-PETREL-KELP", {
        name: "Kelp green",
        chinese: "海藻绿",
        swatch: "#1f5a49",
        image: "model-petrel-kelp",
        stock: 400,
      }),
      modelIn("MODEL-PETREL-NIGHT", {
        name: "Night blue",
        chinese: "夜航蓝",
        swatch: "#294263",
        image: "model-petrel-night",
        stock: 120,
      }),
    ],
  };
}

type Colour = { name: string; chinese: string; swatch: string; image: string; stock: number };

/** The same model in one of its colours, each with a stock of its own. */
function modelIn(sku: string, { name, chinese, swatch, image, stock }: Colour): EditionInput {
  return {
    ...smallTerms,
    sku,
    name,
    summary: "1:18, numbered plate under the floor.",
    texts: { "zh-CN": { name: chinese, option: chinese, summary: "1:18，底盘下有编号铭牌。" } },
    variantGroup: "MODEL-PETREL",
    option: name,
    swatch,
    image: `/demo/${image}.svg`,
    priceMinor: 59_900,
    prices: [{ currency: "EUR", priceMinor: 8500, depositMinor: 1000, taxBp: 1900 }],
    perPersonLimit: 2,
    stock,
    waves: [{ capacity: stock, start: inDays(20), end: inDays(34) }],
  };
}
