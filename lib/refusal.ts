/** Every way the product says no, with the HTTP status it is sent under. The words live in lib/words/<locale>/errors.json. */
export const refusals = {
  invalid_body: 422,
  invalid_query: 422,
  malformed_json: 400,
  malformed_address: 400,
  unsupported_media_type: 415,
  body_too_large: 413,
  missing_idempotency_key: 400,
  key_reused: 422,
  not_signed_in: 401,
  wrong_credentials: 401,
  wrong_password: 401,
  factor_wrong: 409,
  factor_needed: 403,
  factor_exists: 409,
  factors_full: 409,
  proof_needed: 403,
  sign_in_over: 401,
  address_unproven: 409,
  email_taken: 409,
  password_common: 422,
  link_over: 409,
  invitation_over: 409,
  invitation_for_another: 409,
  last_owner: 409,
  mailed_code_wrong: 409,
  export_running: 409,
  not_allowed: 403,
  foreign_origin: 403,
  not_found: 404,
  show_not_live: 409,
  show_ended: 409,
  show_end_final: 409,
  show_draft: 409,
  show_planned: 409,
  show_on_air: 409,
  show_cancelled: 409,
  show_archived: 409,
  show_has_orders: 409,
  show_was_waited_for: 409,
  show_was_recorded: 409,
  show_has_films: 409,
  start_is_past: 422,
  air_taken: 409,
  source_missing: 409,
  ffmpeg_missing: 409,
  file_not_ready: 409,
  files_full: 409,
  disk_full: 507,
  hls_unusable: 422,
  targets_full: 409,
  address_private: 422,
  address_unknown: 422,
  product_not_in_show: 409,
  product_archived: 409,
  product_on_air: 409,
  product_in_drop: 409,
  edition_has_orders: 409,
  edition_waited_for: 409,
  stock_has_moved: 409,
  slug_taken: 409,
  sku_taken: 409,
  windows_missing: 409,
  windows_too_small: 409,
  windows_out_of_order: 409,
  wave_promised: 409,
  wave_below_allocated: 409,
  wave_in_use: 409,
  lock_deadline_shorter: 409,
  currency_waited_for: 409,
  picture_unreadable: 422,
  city_taken: 409,
  page_changed: 409,
  page_unchanged: 409,
  city_in_use: 409,
  stock_below_zero: 409,
  import_rejected: 422,
  sales_closed: 409,
  sold_out: 409,
  too_few_left: 409,
  over_limit: 409,
  contact_required: 422,
  phone_invalid: 422,
  address_not_asked: 409,
  address_locked: 409,
  addresses_full: 409,
  delivery_promised: 409,
  currency_not_offered: 409,
  unknown_city: 422,
  drop_not_open: 409,
  drop_not_armed: 409,
  drop_paused: 409,
  drop_over: 409,
  drop_wrong_state: 409,
  proof_required: 403,
  too_many_unpaid: 429,
  units_available: 409,
  queue_full: 409,
  queue_served: 409,
  code_invalid: 409,
  code_too_late: 409,
  code_used: 409,
  not_convertible: 409,
  terms_changed: 409,
  deposit_due: 409,
  paid_more: 409,
  not_transferable: 409,
  hold_expired: 409,
  not_payable: 409,
  not_cancellable: 409,
  not_lockable: 409,
  lock_over: 409,
  not_locked: 409,
  undo_over: 409,
  order_over: 409,
  price_not_chargeable: 422,
  currency_not_chargeable: 422,
  amount_not_chargeable: 409,
  payment_declined: 402,
  payment_needs_action: 402,
  payment_unavailable: 503,
  method_gone: 409,
  order_disputed: 409,
  dispute_open: 409,
  balance_due: 409,
  balance_settled: 409,
  balance_promised: 409,
  grace_running: 409,
  not_at_risk: 409,
  wrong_state: 409,
  undo_open: 409,
  not_parked: 409,
  nothing_to_retry: 409,
  rail_not_offered: 409,
  not_confirmable: 409,
  amount_mismatch: 409,
  webhook_invalid: 400,
  recording_running: 409,
  recording_held: 409,
  retention_too_short: 409,
  captions_full: 409,
  range_not_satisfiable: 416,
  unknown_show: 404,
  unknown_take: 409,
  unknown_segment: 404,
  unknown_address: 404,
  nothing_yet: 404,
  bad_show_key: 403,
  late_take: 409,
  chunk_repeated: 409,
  chunk_gap: 409,
  chunk_short: 400,
  chunk_too_large: 413,
  too_many_uploads: 429,
  not_fragmented_mp4: 422,
  codec_not_supported: 422,
  upgrade_required: 426,
  storage_unavailable: 503,
  method_not_allowed: 405,
  rate_limited: 429,
  chat_repeated: 409,
  overloaded: 503,
  database_unavailable: 503,
} as const;

export type RefusalCode = keyof typeof refusals;

/** An expected no. Anything else that is thrown is a bug and stays loud. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** The body or query field at fault, as a dotted path. */
  readonly field: string | undefined;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter: number | undefined;
  /** Facts for the reader: numbers, names; never secrets. */
  readonly detail: Record<string, unknown> | undefined;

  constructor(
    code: RefusalCode,
    facts: { field?: string; retryAfter?: number; detail?: Record<string, unknown> } = {},
  ) {
    // A refusal is an answer, given thousands of times a second: it needs no stack trace.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(code);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = "Refusal";
    this.code = code;
    this.status = refusals[code];
    this.field = facts.field;
    this.retryAfter = facts.retryAfter;
    this.detail = facts.detail;
  }
}

/** For `catch`: null for one of these refusals. Anything else, a database that is away before all, goes on. */
export function nullWhen(...codes: RefusalCode[]): (error: unknown) => null {
  return (error) => {
    if (error instanceof Refusal && codes.includes(error.code)) return null;
    throw error;
  };
}
