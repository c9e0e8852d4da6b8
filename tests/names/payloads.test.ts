import { NextIntlClientProvider } from "next-intl";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChatMessage } from "#components/audience/chat-message.tsx";
import { PollChoices } from "#components/polls/poll-choices.tsx";
import { ClaimText } from "#components/questions/claim-text.tsx";
import type { LiveMessage, LivePoll } from "#lib/live/contract.ts";
import questions from "#lib/words/en/questions.json" with { type: "json" };
import room from "#lib/words/en/room.json" with { type: "json" };

const payloads = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror=&#97;lert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<iframe src=javascript:alert(1)>",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<video><source onerror=alert(1)>",
  "<audio src onloadstart=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<select autofocus onfocus=alert(1)>",
  "<textarea autofocus onfocus=alert(1)>",
  "<marquee onstart=alert(1)>",
  "<object data=javascript:alert(1)>",
  "<embed src=javascript:alert(1)>",
  "<form action=javascript:alert(1)><button>go</button></form>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<base href=//x.example/>",
  "<link rel=stylesheet href=//x.example/a.css>",
  "<meta http-equiv=refresh content=0;url=//x.example>",
  "<style>@import '//x.example'</style>",
  "<div style=background:url(javascript:alert(1))>",
  "<math><mi xlink:href=javascript:alert(1)>x",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "</li><script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "--><script>alert(1)</script><!--",
  "]]><script>alert(1)</script>",
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  "{{constructor.constructor('alert(1)')()}}",
  `\${alert(1)}`,
  "javascript:alert(1)//#1",
  "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
];

/** What a line is drawn with. */
const drawn = new Set(["li", "span", "b", "button", "svg", "path", "polyline", "ul", "dl", "dt", "dd"]);

it.each(payloads)("%s is text, as a line, as a name and as what is answered", (payload) => {
  const line: LiveMessage = {
    ...{ id: "1", role: "viewer", at: "2026-11-30T20:00:00Z", body: payload, name: payload },
    answers: { id: "0", name: payload, words: payload },
  };
  expectText(createElement(ChatMessage, { line, products: 3, isToMe: true, onNumber: () => undefined }));
});

it.each(payloads)("%s is text, as the answer of a poll and as a claim with its truth", (payload) => {
  const poll: LivePoll = {
    ...{ id: crypto.randomUUID(), kind: "vote", status: "CLOSED", title: payload, choices: [payload, payload] },
    ...{ votes: [2, 1], currency: null, right: null, nearest: [], reach: null, version: 1 },
    ...{ openedAt: "2026-11-30T20:00:00Z", closesAt: null, closedAt: "2026-11-30T20:01:00Z" },
  };
  expectText(createElement(PollChoices, { poll, own: null, busy: false }));
  expectText(createElement(ClaimText, { claim: { claim: payload, truth: payload } }));
});

function expectText(children: ReactNode): void {
  const markup = renderToStaticMarkup(
    createElement(NextIntlClientProvider, {
      ...{ locale: "en", timeZone: "UTC", messages: { room, questions } },
      children,
    }),
  );
  const tags = [...markup.matchAll(/<\/?([a-z]+)/gi)].map(([, tag = ""]) => tag);
  expect(tags.filter((tag) => !drawn.has(tag))).toEqual([]);
  expect(markup.match(/<[^>]*\son\w+=/g)).toBeNull();
  const attributes = [...markup.matchAll(/\s([a-z-]+)="/gi)].map(([, name = ""]) => name);
  expect(
    attributes.filter(
      (name) =>
        !/^(data|aria)-|^(tabindex|class|type|xmlns|width|height|viewBox|fill|d|points|stroke.*|dir|disabled|style)$/.test(
          name,
        ),
    ),
  ).toEqual([]);
}
