/** Start-up options of a connection that migrates: a role behind a pooler has timeouts, and a migration takes the time it takes. */
export const unbounded = "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0";
