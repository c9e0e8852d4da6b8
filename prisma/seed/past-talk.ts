import type { Host } from "#lib/accounts/gate.ts";
import type { Container } from "#lib/container.ts";
import { orderId } from "#lib/engine/order-id.ts";
import { marksOf } from "#lib/questions/likeness.ts";
import { wordsOf } from "#lib/questions/words-of.ts";

type Viewer = { id: string; name: string };
type Evening = { showId: string; startedAt: Date; viewers: Viewer[]; host: Host };

/** What was said at the bench, in seconds of the film. */
const lines: { at: number; by: "viewer" | "host"; body: string }[] = [
  { at: 1, by: "viewer", body: "Good evening, the bench looks lovely" },
  { at: 3, by: "viewer", body: "晚上好，终于赶上了" },
  { at: 6, by: "viewer", body: "Is the band the one from the last show?" },
  { at: 8, by: "host", body: "The same one, with a clasp you can open with one hand." },
  { at: 11, by: "viewer", body: "手环会不会过敏？" },
  { at: 13, by: "host", body: "表扣是钛的，不含镍。" },
  { at: 16, by: "viewer", body: "There it is, the mug!" },
  { at: 18, by: "viewer", body: "搪瓷杯能直接放火上吗？" },
  { at: 20, by: "host", body: "能，露营炉也行。别放微波炉。" },
  { at: 23, by: "viewer", body: "My grandmother had one just like it" },
  { at: 26, by: "viewer", body: "Do the doors of the model open?" },
  { at: 28, by: "host", body: "They do. So does the charging flap." },
];

/** Two that were answered on air, with the second of the film. */
const asked = [
  {
    at: 8,
    votes: 31,
    body: "Can I change the battery of the band myself?",
    answer: "Yes, with a coin. A new one costs 15 yuan.",
  },
  { at: 20, votes: 24, body: "搪瓷杯掉瓷了怎么办？", answer: "三年内免费换一只，寄回旧的就行。" },
];

/** The talk and the questions of the show that was, each at its moment, so that its replay has them. */
export async function writePastTalk(db: Container["db"], { showId, startedAt, viewers, host }: Evening): Promise<void> {
  const moment = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000);
  const author = (index: number) => viewers[index % viewers.length] ?? host;
  await db.chatMessage.createMany({
    data: lines.map(({ at, by, body }, index) => {
      const { id: userId, name } = by === "host" ? host : author(index);
      return { id: orderId(), showId, userId, name, role: by === "host" ? host.role : "viewer", body, at: moment(at) };
    }),
  });
  await db.question.createMany({
    data: asked.map(({ at, votes, body, answer }, index) => {
      const { id: userId, name } = author(index + 5);
      const answered = { state: "ANSWERED", answer, answeredAt: moment(at), answeredById: host.id } as const;
      return {
        ...{ id: orderId(), showId, userId, name, role: "viewer" as const, body, votes, at: moment(at - 5) },
        ...answered,
        answeredAtMs: BigInt(moment(at).getTime()),
        marks: marksOf(showId, wordsOf(body)),
      };
    }),
  });
}
