import type { Prisma } from "#prisma/client/client.ts";

/** Where Skerry Works delivers from its boat hall in Shanghai, and the days that the way takes. */
const demoCities = [
  { name: "Shanghai 上海", firstDays: 0, lastDays: 1 },
  { name: "Hangzhou 杭州", firstDays: 1, lastDays: 2 },
  { name: "Qingdao 青岛", firstDays: 2, lastDays: 4 },
  { name: "Xiamen 厦门", firstDays: 2, lastDays: 4 },
  { name: "Guangzhou 广州", firstDays: 2, lastDays: 4 },
  { name: "Beijing 北京", firstDays: 2, lastDays: 4 },
  { name: "Chengdu 成都", firstDays: 3, lastDays: 6 },
  { name: "Haikou 海口", firstDays: 4, lastDays: 8 },
];

export async function writeCities(tx: Prisma.TransactionClient) {
  await tx.deliveryCity.createMany({ data: demoCities.map((city, position) => ({ ...city, position })) });
}
