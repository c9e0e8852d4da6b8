import type { DemoLine } from "#lib/demo/talk.ts";

/** What the demo's viewers ask on air and its founder answers, again and again. */
export const demoTalk: readonly DemoLine[] = [
  { by: "viewer", body: "Good evening from Qingdao!" },
  { by: "viewer", body: "终于等到发布会了" },
  { by: "viewer", body: "How far does Shore go in winter?" },
  { by: "host", body: "At minus ten, about 430 km of the 560. The heat pump does most of the work." },
  { by: "viewer", body: "朱红色太好看了" },
  { by: "viewer", body: "杭州什么时候能提车？" },
  { by: "host", body: "杭州的交车窗口写在每个版本下面，选好城市就能看到日期。" },
  { by: "viewer", body: "Can I really change the brake pads myself?" },
  { by: "host", body: "With a 13 and patience. The manual is drawn, not written." },
  { by: "viewer", body: "Is the deposit refundable?" },
  { by: "host", body: "Seven days, one tap on your order, the whole deposit." },
  { by: "viewer", body: "手环的电池能换，这个我喜欢" },
  { by: "viewer", body: "That mug. My desk needs that mug." },
  { by: "viewer", body: "Does the model have the same doors?" },
  { by: "host", body: "The doors open, and so does the charging flap. We could not resist." },
  { by: "viewer", body: "创始编号版还有吗？" },
  { by: "host", body: "首批五十台马上开放，可以先排队占个位置。" },
  { by: "viewer", body: "Glass roof or roof rails, I cannot decide" },
  { by: "viewer", body: "远洋版的行李架能放皮划艇吗？" },
  { by: "host", body: "能，两条。我们在海边试过。" },
  { by: "viewer", body: "What does forty a day mean for my date?" },
  { by: "host", body: "Your window stands on the sheet before you pay, and it is frozen on your order." },
  { by: "viewer", body: "Greetings from the old boat hall's neighbours" },
  { by: "viewer", body: "老船厂的灯光真有味道" },
];
