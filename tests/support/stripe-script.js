// What js.stripe.com would give, as far as the shop calls it: the documented surface, over the counterpart's API.
// The address below is replaced by the counterpart's.
(() => {
  const api = "__API__";

  async function call(key, path, fields) {
    const body = new URLSearchParams({ key, ...fields });
    const response = await fetch(`${api}${path}`, { method: "POST", body });
    return response.json();
  }

  function idOf(clientSecret) {
    return clientSecret.split("_secret_")[0];
  }

  function makeStripe(key) {
    const kindOf = (secret) => (secret.startsWith("seti_") ? "setup_intents" : "payment_intents");
    const ask = (secret, verb, fields = {}) =>
      call(key, `/v1/${kindOf(secret)}/${idOf(secret)}${verb}`, { client_secret: secret, ...fields });

    function elements({ clientSecret, appearance }) {
      let typed = null;
      let bank = false;
      return {
        secret: clientSecret,
        fields: () => ({ number: typed?.value ?? "", bank: String(bank) }),
        create(type) {
          const listeners = new Map();
          const tell = (event) => listeners.get(event)?.({ elementType: type });
          const box = document.createElement("div");
          return {
            on(event, listener) {
              listeners.set(event, listener);
              return this;
            },
            mount(target) {
              const { variables } = appearance;
              box.innerHTML = `<label>Card number <input data-stripe="number" inputmode="numeric" autocomplete="off"></label>
                <button type="button">Pay at your bank</button>`;
              box.style.color = variables.colorText;
              box.dataset.background = variables.colorBackground;
              typed = box.querySelector("input");
              box.querySelector("button").addEventListener("click", () => {
                bank = true;
              });
              target.append(box);
              ask(clientSecret, "").then(({ error }) => setTimeout(() => tell(error ? "loaderror" : "ready")));
            },
            unmount: () => box.remove(),
            destroy: () => box.remove(),
          };
        },
      };
    }

    async function confirm(made, confirmParams, name) {
      const { number, bank } = made.fields();
      if (bank !== "true" && number.replace(/\s/g, "").length !== 16)
        return { error: { type: "validation_error", message: "Your card number is incomplete." } };
      const { error, ...intent } = await ask(made.secret, "/confirm", {
        number,
        bank,
        return_url: confirmParams.return_url,
      });
      if (error) return { error };
      if (intent.next_action?.type === "redirect_to_url") {
        location.assign(intent.next_action.redirect_to_url.url);
        return new Promise(() => {});
      }
      return intent.status === "requires_action" ? challenge(made.secret) : { [name]: intent };
    }

    /** Stripe asks in a frame of its own, over whatever is on the page. */
    function challenge(secret) {
      return new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.name = "__privateStripeFrame1";
        frame.title = "Bank";
        frame.style.cssText =
          "position:fixed;inset:0;width:100%;height:100%;z-index:2147483647;border:0;background:#fff";
        frame.srcdoc = "<button data-good=true>Complete</button><button data-good=false>Fail</button>";
        frame.addEventListener("load", () => {
          for (const button of frame.contentDocument.querySelectorAll("button")) {
            button.addEventListener("click", async () => {
              const intent = await ask(secret, "/authenticate", { good: button.dataset.good });
              frame.remove();
              resolve(intent.status === "succeeded" ? { paymentIntent: intent } : { error: intent.last_payment_error });
            });
          }
        });
        document.body.append(frame);
      });
    }

    return {
      _registerWrapper() {},
      elements,
      confirmPayment: ({ elements: made, confirmParams }) => confirm(made, confirmParams, "paymentIntent"),
      confirmSetup: ({ elements: made, confirmParams }) => confirm(made, confirmParams, "setupIntent"),
      handleNextAction: ({ clientSecret }) => challenge(clientSecret),
    };
  }

  makeStripe.version = "endive";
  window.Stripe = makeStripe;
})();
