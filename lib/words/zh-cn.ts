import account from "./zh-CN/account.json" with { type: "json" };
import addresses from "./zh-CN/addresses.json" with { type: "json" };
import basket from "./zh-CN/basket.json" with { type: "json" };
import captions from "./zh-CN/captions.json" with { type: "json" };
import codes from "./zh-CN/codes.json" with { type: "json" };
import common from "./zh-CN/common.json" with { type: "json" };
import delivery from "./zh-CN/delivery.json" with { type: "json" };
import device from "./zh-CN/device.json" with { type: "json" };
import dropDesk from "./zh-CN/dropDesk.json" with { type: "json" };
import drops from "./zh-CN/drops.json" with { type: "json" };
import editing from "./zh-CN/editing.json" with { type: "json" };
import errors from "./zh-CN/errors.json" with { type: "json" };
import fileFaults from "./zh-CN/fileFaults.json" with { type: "json" };
import home from "./zh-CN/home.json" with { type: "json" };
import join from "./zh-CN/join.json" with { type: "json" };
import myOrders from "./zh-CN/myOrders.json" with { type: "json" };
import notices from "./zh-CN/notices.json" with { type: "json" };
import offline from "./zh-CN/offline.json" with { type: "json" };
import opening from "./zh-CN/opening.json" with { type: "json" };
import ops from "./zh-CN/ops.json" with { type: "json" };
import orders from "./zh-CN/orders.json" with { type: "json" };
import plain from "./zh-CN/plain.json" with { type: "json" };
import polls from "./zh-CN/polls.json" with { type: "json" };
import preorders from "./zh-CN/preorders.json" with { type: "json" };
import product from "./zh-CN/product.json" with { type: "json" };
import prompter from "./zh-CN/prompter.json" with { type: "json" };
import questionDesk from "./zh-CN/questionDesk.json" with { type: "json" };
import questions from "./zh-CN/questions.json" with { type: "json" };
import queue from "./zh-CN/queue.json" with { type: "json" };
import room from "./zh-CN/room.json" with { type: "json" };
import settings from "./zh-CN/settings.json" with { type: "json" };
import shelf from "./zh-CN/shelf.json" with { type: "json" };
import signIn from "./zh-CN/signIn.json" with { type: "json" };
import sources from "./zh-CN/sources.json" with { type: "json" };
import states from "./zh-CN/states.json" with { type: "json" };
import studio from "./zh-CN/studio.json" with { type: "json" };
import terms from "./zh-CN/terms.json" with { type: "json" };
import threads from "./zh-CN/threads.json" with { type: "json" };
import units from "./zh-CN/units.json" with { type: "json" };
import video from "./zh-CN/video.json" with { type: "json" };

export const chinese = {
  account,
  addresses,
  basket,
  captions,
  codes,
  common,
  delivery,
  device,
  dropDesk,
  drops,
  editing,
  errors,
  fileFaults,
  home,
  queue,
  myOrders,
  notices,
  offline,
  opening,
  ops,
  orders,
  plain,
  polls,
  preorders,
  product,
  prompter,
  questionDesk,
  questions,
  room,
  join,
  settings,
  shelf,
  signIn,
  sources,
  states,
  studio,
  terms,
  threads,
  units,
  video,
};
