import type { Prisma } from "#prisma/client/client.ts";

/** Where Skerry Works delivers from its boat hall in Shanghai, and the days that the way takes. */
const demoCities = [
  { name: "Shanghai", texts: { "zh-CN": { name: "上海" } }, firstDays: 0, lastDays: 1 },
  { name: "Hangzhou", texts: { "zh-CN": { name: "杭州" } }, firstDays: 1, lastDays: 2 },
  { name: "Qingdao", texts: { "zh-CN": { name: "青岛" } }, firstDays: 2, lastDays: 4 },
  { name: "Xiamen", texts: { "zh-CN": { name: "厦门" } }, firstDays: 2, lastDays: 4 },
  { name: "Guangzhou", texts: { "zh-CN": { name: "广州" } }, firstDays: 2, lastDays: 4 },
  { name: "Beijing", texts: { "zh-CN": { name: "北京" } }, firstDays: 2, lastDays: 4 },
  { name: "Chengdu", texts: { "zh-CN": { name: "成都" } }, firstDays: 3, lastDays: 6 },
  { name: "Haikou", texts: { "zh-CN": { name: "海口" } }, firstDays: 4, lastDays: 8 },
];

export async function writeCities(tx: Prisma.TransactionClient) {
  await tx.deliveryCity.createMany({ data: demoCities.map((city, position) => ({ ...city, position })) });
}
