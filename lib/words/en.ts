import account from "./en/account.json" with { type: "json" };
import addresses from "./en/addresses.json" with { type: "json" };
import basket from "./en/basket.json" with { type: "json" };
import captions from "./en/captions.json" with { type: "json" };
import codes from "./en/codes.json" with { type: "json" };
import common from "./en/common.json" with { type: "json" };
import delivery from "./en/delivery.json" with { type: "json" };
import device from "./en/device.json" with { type: "json" };
import dropDesk from "./en/dropDesk.json" with { type: "json" };
import drops from "./en/drops.json" with { type: "json" };
import editing from "./en/editing.json" with { type: "json" };
import errors from "./en/errors.json" with { type: "json" };
import fileFaults from "./en/fileFaults.json" with { type: "json" };
import home from "./en/home.json" with { type: "json" };
import join from "./en/join.json" with { type: "json" };
import myOrders from "./en/myOrders.json" with { type: "json" };
import notices from "./en/notices.json" with { type: "json" };
import offline from "./en/offline.json" with { type: "json" };
import opening from "./en/opening.json" with { type: "json" };
import ops from "./en/ops.json" with { type: "json" };
import orders from "./en/orders.json" with { type: "json" };
import plain from "./en/plain.json" with { type: "json" };
import polls from "./en/polls.json" with { type: "json" };
import preorders from "./en/preorders.json" with { type: "json" };
import product from "./en/product.json" with { type: "json" };
import prompter from "./en/prompter.json" with { type: "json" };
import questionDesk from "./en/questionDesk.json" with { type: "json" };
import questions from "./en/questions.json" with { type: "json" };
import queue from "./en/queue.json" with { type: "json" };
import room from "./en/room.json" with { type: "json" };
import settings from "./en/settings.json" with { type: "json" };
import shelf from "./en/shelf.json" with { type: "json" };
import signIn from "./en/signIn.json" with { type: "json" };
import sources from "./en/sources.json" with { type: "json" };
import states from "./en/states.json" with { type: "json" };
import studio from "./en/studio.json" with { type: "json" };
import terms from "./en/terms.json" with { type: "json" };
import threads from "./en/threads.json" with { type: "json" };
import units from "./en/units.json" with { type: "json" };
import video from "./en/video.json" with { type: "json" };

export const english = {
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
